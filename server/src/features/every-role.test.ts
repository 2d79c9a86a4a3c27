import { randomUUID } from 'node:crypto'
import { acceptsApiKey, allOperations, errors, operatorOperations, type Operation } from '@keqiao/contract'
import { builtInRoles, keyScopes, type Permission } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOpenApi } from '../platform/http'
import { diceOf } from '../testing/fuzz/dice'
import { samplerOf, type JsonSchema } from '../testing/fuzz/sample'
import { runProduct, type RunningProduct } from '../testing/running-product'

/** Somebody at the HTTP door. */
interface Person {
  readonly name: string
  readonly is: 'member' | 'visitor' | 'key' | 'nobody'
  /** What he may do as the merchant decided it, for members and keys. */
  readonly permissions: ReadonlySet<string>
  readonly headers: () => Promise<Record<string, string>>
}

let house: RunningProduct
let people: Person[] = []

beforeAll(async () => {
  house = await runProduct()
  people = await everybody()
})

afterAll(() => house.stop())

/** Refusals that say "not you", before anything is looked at. */
const gates = ['unauthenticated', 'forbidden', 'api_key_not_accepted', 'api_key_invalid', 'origin_refused']

/**
 * What the contract says of somebody: the code of the gate that stops him, or null when he is let through to the input.
 * There is no list of operations here: a new one is expected to keep what it declares.
 */
function expectedGate(operation: Operation, { is, permissions }: Person): string | null {
  const { callers, permission } = operation
  if (callers.includes('public')) return null
  if (is === 'nobody') return operation.name === 'session.signOut' ? null : 'unauthenticated'
  if (is === 'visitor') return callers.includes('visitor') ? null : 'forbidden'
  if (!callers.includes('member')) return 'forbidden'
  if (is === 'key' && !acceptsApiKey(operation)) return 'api_key_not_accepted'
  return permission === null || permissions.has(permission) ? null : 'forbidden'
}

async function asked(operation: Operation, person: Person, more: Record<string, string> = {}) {
  const { path, query, body } = request(operation)
  const isRead = operation.http.method === 'GET'
  const headers = { 'idempotency-key': randomUUID(), ...(await person.headers()), ...more }
  const answer = await house.http(`${path}${query}`, {
    method: operation.http.method,
    headers,
    ...(isRead ? {} : { body: operation.name.startsWith('file.') && operation.httpOnly ? upload() : body }),
  })
  const { error } = (answer.json ?? {}) as { error?: { code: string; data?: Record<string, unknown> } }
  return { status: answer.status, code: error?.code ?? null, text: answer.text }
}

const upload = () => {
  const form = new FormData()
  form.append('file', new Blob(['text']), 'a.txt')
  return form
}

const paths = createOpenApi(allOperations, '0')['paths'] as Record<string, Record<string, DescribedPath>>
/** One method of one path. */
interface DescribedPath {
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: JsonSchema }[]
}
const { schemas } = createOpenApi(allOperations, '0')['components'] as { schemas: Record<string, JsonSchema> }
const sampler = samplerOf({ dice: diceOf(1), schemas, known: () => undefined })

/** Made from the description alone. What would change something is sent with a field too many, so that nothing is changed. */
function request({ http }: Operation): { path: string; query: string; body: Record<string, unknown> } {
  const parameters = paths[http.path]?.[http.method.toLowerCase()]?.parameters ?? []
  let path: string = http.path
  const query = new URLSearchParams()
  for (const one of parameters) {
    if (one.in === 'path')
      path = path.replace(`{${one.name}}`, encodeURIComponent(String(sampler.value(one.schema)) || 'x'))
    if (one.in === 'query' && one.required) query.set(one.name, String(sampler.value(one.schema)))
  }
  return { path, query: query.size > 0 ? `?${query.toString()}` : '', body: { surplus: 1 } }
}

async function everybody(): Promise<Person[]> {
  const boss = await house.signIn(0, 0)
  const ask = async <Result>(path: string, body: unknown): Promise<Result> => {
    const headers = { 'idempotency-key': randomUUID() }
    const { status, json, text } = await house.http(path, { method: 'POST', body, cookie: boss, headers })
    expect([status, text]).toEqual([200, text])
    return json as Result
  }
  const member = async (name: string, scope: string, permissions: Permission[]): Promise<Person> => {
    const { role } = await ask<{ role: { key: string } }>('/api/roles', { name, scope, permissions })
    const account = `m${randomUUID().slice(0, 8)}`
    const password = 'a password of tests'
    await ask('/api/members', { account, nickname: name, role: role.key, capacity: 1, groupIds: [], password })
    const login = `${house.demo.merchants[0]?.code ?? ''}:${account}`
    return { name, is: 'member', permissions: new Set(permissions), headers: signedIn(login, password) }
  }
  const key = async (name: string, scopes: readonly Permission[]): Promise<Person> => {
    const made = await ask<{ token: string }>('/api/api-keys', { name, scopes, expiresAt: null })
    return {
      name,
      is: 'key',
      permissions: new Set(scopes),
      headers: async () => ({ authorization: `Bearer ${made.token}` }),
    }
  }
  const { token } = await house.visitor()
  return [
    builtIn('administrator', 0, 0),
    builtIn('agent', 0, 1),
    builtIn('administrator of another merchant', 1, 0),
    await member('supervisor of a group', 'group', supervisorMay),
    await member('somebody with a role of nothing', 'own', []),
    await key('a key with every scope', keyScopes),
    await key('a key with one scope', ['conversation:read']),
    {
      name: 'a visitor',
      is: 'visitor',
      permissions: new Set(),
      headers: async () => ({ authorization: `Bearer ${token}` }),
    },
    { name: 'nobody', is: 'nobody', permissions: new Set(), headers: async () => ({}) },
  ]
}

const supervisorMay: Permission[] = [
  'conversation:read',
  'conversation:assign',
  'member:read',
  'monitor:read',
  'report:read',
]

/** Somebody of the demo, by its merchant and his place in it. */
function builtIn(name: string, merchant: number, place: number): Person {
  const account = house.demo.merchants[merchant]?.accounts[place]
  if (!account) throw new Error('there is nobody')
  const { permissions } = builtInRoles.find(({ key }) => key === account.role) ?? { permissions: [] }
  return { name, is: 'member', permissions: new Set(permissions), headers: signedIn(account.login, account.password) }
}

const cookies = new Map<string, string>()

/** Signs in when he has to: some operations end his session. */
const signedIn = (login: string, password: string) => async (): Promise<Record<string, string>> => {
  const known = cookies.get(login)
  if (known) return { cookie: known }
  const { status, headers, text } = await house.http('/api/session', { method: 'POST', body: { login, password } })
  if (status !== 200) throw new Error(text)
  const cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  cookies.set(login, cookie)
  return { cookie }
}

/** What whoever is signed in may ask for, whatever his role. A new line here is a decision. */
const needsNoPermission = [
  'session.get',
  'session.signOut',
  'session.list',
  'session.renewRecoveryCodes',
  'session.revoke',
  'session.secondFactor',
  'session.signOutEverywhere',
  'session.beginSecondFactor',
  'session.changePassword',
  'session.confirmSecondFactor',
  'session.disableSecondFactor',
  'file.setAvatar',
  'notification.pushKey',
  'notification.subscribePush',
  'notification.unsubscribePush',
  'notification.tryPush',
  'phrase.list',
  'phrase.categories',
  'phrase.create',
  'phrase.update',
  'phrase.move',
  'phrase.remove',
  'phrase.createCategory',
  'phrase.updateCategory',
  'phrase.removeCategory',
  'phrase.importCsv',
  'phrase.exportCsv',
  'broadcast.inbox',
  'broadcast.markRead',
  'sla.getSettings',
  'form.get',
  'export.start',
  'export.list',
  'export.cancel',
  'export.retry',
]

describe('SEC-01: every operation, by everybody', () => {
  it('needs a permission, or stands in the list of those that need none', () => {
    const open = allOperations.filter(({ callers, permission }) => callers.includes('member') && permission === null)
    expect(open.map(({ name }) => name).toSorted()).toEqual(needsNoPermission.toSorted())
  })

  it.each(allOperations.map((operation): [string, Operation] => [operation.name, operation]))(
    '%s',
    async (_name, operation) => {
      const seen: Record<string, string | null> = {}
      const wanted: Record<string, string | null> = {}
      for (const person of people) {
        const { status, code } = await asked(operation, person)
        expect(status, `${person.name}: ${code}`).toBeLessThan(500)
        seen[person.name] = code !== null && gates.includes(code) ? code : null
        wanted[person.name] = expectedGate(operation, person)
        if (operation.name.startsWith('session.') && operation.kind === 'command') cookies.clear()
      }
      expect(seen).toEqual(wanted)
    },
  )

  it('is refused to the cookie of a member on a page of somebody else, unless it only reads', async () => {
    const [boss] = people
    if (!boss) throw new Error('nobody is there')
    const foreign = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }
    for (const operation of allOperations.filter(
      ({ kind, callers }) => kind === 'command' && callers.includes('member'),
    ))
      expect([operation.name, (await asked(operation, boss, foreign)).code]).toEqual([operation.name, 'origin_refused'])
  })

  it('of the operator knows nobody of a merchant', async () => {
    for (const { http, isPublic } of Object.values(operatorOperations).filter((one) => !one.isPublic)) {
      for (const person of people) {
        const isRead = http.method === 'GET'
        const path = http.path.replace(/\{\w+\}/g, 'yunshan')
        const answer = await house.http(path, {
          method: http.method,
          headers: await person.headers(),
          ...(isRead ? {} : { body: {} }),
        })
        expect([http.path, person.name, isPublic, answer.status]).toEqual([http.path, person.name, false, 401])
      }
    }
  })

  it('refuses with codes of the registry alone, and never with a fault', () => {
    for (const gate of gates) expect(errors).toHaveProperty(gate)
    expect(house.logged()).not.toMatch(/"level":"(error|fatal)"/)
  })
})
