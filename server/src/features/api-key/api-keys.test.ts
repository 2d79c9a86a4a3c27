import { randomUUID } from 'node:crypto'
import { acceptsApiKey, allOperations, operations, type ApiKeyView, type Operation } from '@keqiao/contract'
import { builtInRoles, keyScopes, type Permission } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProduct, type RunningProduct } from '../../testing/running-product'

let house: RunningProduct
let boss: string

beforeAll(async () => {
  house = await runProduct()
  boss = await house.signIn(0, 0)
})

afterAll(() => house.stop())

interface Made {
  readonly apiKey: ApiKeyView
  readonly token: string | null
}

type Reply = Awaited<ReturnType<RunningProduct['http']>>

const ask = (
  method: string,
  path: string,
  body: unknown,
  by: { cookie?: string; token?: string },
  key = randomUUID(),
) => house.http(path, { method, ...(body ? { body } : {}), headers: { 'idempotency-key': key, ...away }, ...by })

/** A program has no page of ours behind it. */
const away = { origin: 'https://erp.example' }

async function make(
  scopes: readonly Permission[],
  more: object = {},
  cookie = boss,
): Promise<Made & { token: string }> {
  const body = { name: 'ERP', scopes, expiresAt: null, ...more }
  const reply = await house.http('/api/api-keys', {
    method: 'POST',
    body,
    cookie,
    headers: { 'idempotency-key': randomUUID() },
  })
  if (reply.status !== 200) throw new Error(reply.text)
  return reply.json as Made & { token: string }
}

const codeOf = ({ json }: Reply) => (json as { error?: { code: string; data?: unknown } }).error

async function rows<Row>(statement: string, values: unknown[] = []): Promise<Row[]> {
  return house.product.doors.withSystem('test', (tx) => tx.rows<Row>(statement, values))
}

async function keysNow(query = ''): Promise<ApiKeyView[]> {
  const { json } = await house.http(`/api/api-keys${query}`, { cookie: boss })
  return (json as { apiKeys: ApiKeyView[] }).apiKeys
}

describe('an API key', () => {
  it('is told once, kept as a hash, and does over HTTP what its scopes say, from any origin', async () => {
    const key = randomUUID()
    const body = { name: 'ERP', scopes: ['conversation:read', 'contact:read'], expiresAt: null }
    const send = () =>
      house.http('/api/api-keys', { method: 'POST', cookie: boss, body, headers: { 'idempotency-key': key } })
    const [first, again] = [(await send()).json as Made, (await send()).json as Made]
    const { token, apiKey } = first
    if (token === null) throw new Error('it was not told')
    expect(again).toEqual({ apiKey, token: null })
    expect(token.startsWith(`${apiKey.prefix}_`)).toBe(true)
    const kept = await rows<{ all: string }>(
      `select (select string_agg(k::text, '') from api_keys k) || (select string_agg(r::text, '') from requests r)
           || (select string_agg(e::text, '') from events e) as all`,
    )
    expect(kept[0]?.all).toContain(apiKey.prefix)
    expect(kept[0]?.all).not.toContain(token.slice(apiKey.prefix.length + 1))

    const desk = await ask('GET', '/api/desk', undefined, { token })
    expect(desk.status).toBe(200)
    const tagged = await ask('POST', '/api/desk/cleared', { conversationIds: [], cleared: true }, { token })
    expect(codeOf(tagged)?.code).not.toBe('origin_refused')
    // The cookie beside it changes nothing: the token was said on purpose.
    expect((await ask('GET', '/api/members', undefined, { token, cookie: boss })).status).toBe(403)
  })

  it('says when it was used last, to the minute', async () => {
    const { token, apiKey } = await make(['conversation:read'])
    const lastUse = async () => (await keysNow()).find(({ id }) => id === apiKey.id)?.lastUsedAt ?? null
    expect(await lastUse()).toBeNull()
    await ask('GET', '/api/desk', undefined, { token })
    const first = await lastUse()
    expect(first).toBeGreaterThan(Date.now() - 30_000)
    await ask('GET', '/api/desk', undefined, { token })
    expect(await lastUse()).toBe(first)
    await rows(`update api_keys set last_used_at = now() - interval '2 minutes' where id = $1`, [apiKey.id])
    await ask('GET', '/api/desk', undefined, { token })
    expect(await lastUse()).toBeGreaterThanOrEqual(first ?? Infinity)
  })

  it('stands in the log beside the member for whom it acts', async () => {
    const { token, apiKey } = await make(['role:manage', 'conversation:read'])
    const role = { name: `由程序 ${randomUUID().slice(0, 6)}`, scope: 'own', permissions: ['conversation:read'] }
    const made = await ask('POST', '/api/roles', role, { token })
    expect(made.status).toBe(200)
    const [event] = await rows<Record<string, unknown>>(
      `select e.actor_kind, e.actor_id = k.member_id as by_maker, k.name from events e join api_keys k on k.id = e.actor_key
        where e.type = 'role.created' and k.id = $1`,
      [apiKey.id],
    )
    expect(event).toEqual({ actor_kind: 'member', by_maker: true, name: 'ERP' })
    // What it may not do itself it cannot give to a role either.
    const wider = { ...role, name: '更大', permissions: ['settings:manage'] }
    expect(codeOf(await ask('POST', '/api/roles', wider, { token }))?.code).toBe('beyond_own_rights')
  })

  it('opens nothing once it is revoked, past its end, or its maker is shut out; and never was a key', async () => {
    const reasonOf = async (token: string) => {
      const reply = await ask('GET', '/api/desk', undefined, { token })
      return [reply.status, codeOf(reply)?.code, (codeOf(reply)?.data as { reason?: string } | undefined)?.reason]
    }
    const revoked = await make(['conversation:read'])
    expect((await ask('GET', '/api/desk', undefined, { token: revoked.token })).status).toBe(200)
    const ended = await house.http(`/api/api-keys/${revoked.apiKey.id}/revoke`, {
      method: 'POST',
      cookie: boss,
      headers: { 'idempotency-key': randomUUID() },
    })
    expect(ended.json).toMatchObject({ apiKey: { status: 'revoked', activeScopes: ['conversation:read'] } })
    expect(await reasonOf(revoked.token)).toEqual([401, 'api_key_invalid', 'revoked'])
    expect((await keysNow()).map(({ id }) => id)).not.toContain(revoked.apiKey.id)
    expect((await keysNow('?status=all')).map(({ id }) => id)).toContain(revoked.apiKey.id)

    const short = await make(['conversation:read'], { expiresAt: Date.now() + 60_000 })
    await rows(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [short.apiKey.id])
    expect(await reasonOf(short.token)).toEqual([401, 'api_key_invalid', 'expired'])

    const [forged] = [`${short.token.slice(0, -3)}AAA`]
    expect(await reasonOf(forged)).toEqual([401, 'api_key_invalid', 'unknown'])
    expect(await reasonOf('kq_whatever')).toEqual([401, 'unauthenticated', undefined])

    const orphan = await make(['conversation:read'])
    await rows(`update members set status = 'disabled' where id = $1`, [orphan.apiKey.maker.id])
    expect(await reasonOf(orphan.token)).toEqual([401, 'api_key_invalid', 'maker'])
    await rows(`update members set status = 'active' where id = $1`, [orphan.apiKey.maker.id])
    expect((await reasonOf(orphan.token))[0]).toBe(200)
  })
})

describe('what a key is given', () => {
  it('is no more than its maker has, and no longer than he has it', async () => {
    const permissions = ['conversation:read', 'contact:read', 'apiKey:manage']
    const role = { name: `接口 ${randomUUID().slice(0, 6)}`, scope: 'own', permissions }
    const roleMade = await house.http('/api/roles', {
      method: 'POST',
      cookie: boss,
      body: role,
      headers: { 'idempotency-key': randomUUID() },
    })
    const agent = await house.signIn(0, 1)
    const { json } = await house.http('/api/session', { cookie: agent })
    const { id } = (json as { member: { id: string } }).member
    const roleId = (roleMade.json as { role: { id: string } }).role.id
    const [before] = await rows<{ role_id: string }>('select role_id from members where id = $1', [id])
    await rows('update members set role_id = $2 where id = $1', [id, roleId])
    const later = await house.signIn(0, 1)

    const body = { name: '太多', scopes: ['settings:manage'], expiresAt: null }
    const refused = await house.http('/api/api-keys', {
      method: 'POST',
      cookie: later,
      body,
      headers: { 'idempotency-key': randomUUID() },
    })
    expect(codeOf(refused)?.code).toBe('beyond_own_rights')
    const { token, apiKey } = await make(['conversation:read', 'contact:read'], {}, later)
    expect((await ask('GET', '/api/contact-tags', undefined, { token })).status).toBe(200)

    await rows(`update roles set permissions = '{conversation:read}' where id = $1`, [roleId])
    expect(codeOf(await ask('GET', '/api/contact-tags', undefined, { token }))).toMatchObject({
      code: 'forbidden',
      data: { permission: 'contact:read' },
    })
    expect((await ask('GET', '/api/desk', undefined, { token })).status).toBe(200)
    const shown = (await keysNow()).find((one) => one.id === apiKey.id)
    expect(shown).toMatchObject({ scopes: ['conversation:read', 'contact:read'], activeScopes: ['conversation:read'] })
    await rows('update members set role_id = $2 where id = $1', [id, before?.role_id])
  })

  it('never is the making of keys', () => {
    expect(keyScopes).not.toContain('apiKey:manage')
    expect(builtInRoles[0]?.permissions).toContain('apiKey:manage')
  })
})

const ofMembers = allOperations.filter(({ callers }) => callers.includes('member'))

/** The call itself, with whatever; who may not is refused before anybody looks at it. */
async function call({ http, name }: Operation, token: string): Promise<Reply> {
  const path = http.path.replace(/\{\w+\}/g, () => randomUUID())
  const headers = { 'idempotency-key': randomUUID() }
  if (!name.startsWith('file.upload'))
    return house.http(path, { method: http.method, token, headers, ...(http.method === 'GET' ? {} : { body: {} }) })
  const form = new FormData()
  form.append('file', new Blob(['x']), 'x.txt')
  return house.http(path, { method: http.method, token, headers, body: form })
}

describe('every operation', () => {
  it('is refused to a key without its scope, and where it is for people to any key', async () => {
    const [narrow, other, full] = [
      await make(['monitor:read']),
      await make(['contact:read']),
      await make([...keyScopes]),
    ]
    for (const operation of ofMembers) {
      const isNarrow = operation.permission === 'monitor:read'
      const lacking = codeOf(await call(operation, isNarrow ? other.token : narrow.token))
      if (acceptsApiKey(operation)) {
        expect([operation.name, lacking]).toEqual([
          operation.name,
          { code: 'forbidden', data: { permission: operation.permission } },
        ])
        continue
      }
      for (const answer of [lacking, codeOf(await call(operation, full.token))])
        expect([operation.name, answer?.code]).toEqual([operation.name, 'api_key_not_accepted'])
    }
  })

  it('says in the description of the API whether it takes a key', async () => {
    const { json } = await house.http('/api/openapi.json')
    const { paths, components } = json as {
      paths: Record<string, Record<string, { security: Record<string, unknown>[] }>>
      components: { securitySchemes: Record<string, unknown> }
    }
    expect(components.securitySchemes.apiKey).toMatchObject({ type: 'http', scheme: 'bearer' })
    for (const operation of allOperations) {
      const described = paths[operation.http.path]?.[operation.http.method.toLowerCase()]
      const takesKey = described?.security.some((scheme) => 'apiKey' in scheme)
      expect([operation.name, takesKey]).toEqual([operation.name, acceptsApiKey(operation)])
    }
    const page = (await house.http('/api/docs')).text
    expect(page).toContain('Authorization: Bearer $API_KEY')
    expect(operations.apiKey.create.inPerson).toBe(true)
  })
})
