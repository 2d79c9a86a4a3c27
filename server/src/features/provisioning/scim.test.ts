import { randomUUID } from 'node:crypto'
import { CLOSE_CODES, type ConversationView, type MemberView } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runProduct, type RunningProduct } from '../../testing/running-product'
import { agentExtension } from './scim-value'

let house: RunningProduct
let administrator: string
let secret: string

interface User {
  readonly id: string
  readonly userName: string
  readonly displayName: string
  readonly active: boolean
  readonly meta: { readonly version: string }
}

/** The second merchant of the demo, who has one group. */
const merchant = 1

beforeAll(async () => {
  house = await runProduct()
  administrator = await house.signIn(merchant, 0)
  secret = (await makeToken(administrator)).secret
})

afterAll(() => house.stop())

const command = (cookie: string, method: string, path: string, body?: unknown) =>
  house.http(path, { method, cookie, headers: { 'idempotency-key': randomUUID() }, ...(body ? { body } : {}) })

async function makeToken(cookie: string) {
  const { status, json } = await command(cookie, 'POST', '/api/provisioning/tokens')
  expect(status).toBe(200)
  return json as { secret: string; token: { id: string; ending: string } }
}

async function scim(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  token = secret,
) {
  const response = await fetch(new URL(`/scim/v2${path}`, house.origin), {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { status: response.status, headers: response.headers, json }
}

async function create(userName: string, more: object = {}): Promise<User> {
  const made = await scim('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    ...more,
  })
  expect(made.status, JSON.stringify(made.json)).toBe(201)
  return made.json as unknown as User
}

const patch = (id: string, ...operations: object[]) =>
  scim('PATCH', `/Users/${id}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: operations,
  })

async function member(account: string): Promise<MemberView> {
  const { json } = await house.http(`/api/members?standing=all&search=${account}`, { cookie: administrator })
  const found = (json as { members: MemberView[] }).members.find((one) => one.account === account)
  if (!found) throw new Error(`there is no ${account}`)
  return found
}

const find = async (filter: string, more = '') =>
  (await scim('GET', `/Users?filter=${encodeURIComponent(filter)}${more}`)).json as unknown as {
    totalResults: number
    itemsPerPage: number
    startIndex: number
    Resources: User[]
  }

describe('the token of a back office', () => {
  it('ACC-02: is shown once, kept as a hash, and lets in its own merchant alone until it is revoked', async () => {
    const [key, other] = [randomUUID(), await house.signIn(0, 0)]
    const ask = () =>
      house.http('/api/provisioning/tokens', { method: 'POST', cookie: other, headers: { 'idempotency-key': key } })
    const made = (await ask()).json as { secret: string; token: { id: string } }
    expect((await ask()).json).toEqual({ ...made, secret: null })
    const rows = await house.product.doors.withSystem('test', (tx) =>
      tx.rows<{ text: string }>(
        'select (t.*)::text as text from provisioning_tokens t union all select result::text from requests',
      ),
    )
    expect(rows.some(({ text }) => text?.includes(made.secret))).toBe(false)
    expect(
      (await scim('GET', '/Users?filter=userName%20eq%20%22anqing%22', undefined, {}, made.secret)).json,
    ).toMatchObject({ totalResults: 1 })
    expect(await find('userName eq "anqing"')).toMatchObject({ totalResults: 0 })
    expect((await command(administrator, 'DELETE', `/api/provisioning/tokens/${made.token.id}`)).status).toBe(404)
    expect((await command(other, 'DELETE', `/api/provisioning/tokens/${made.token.id}`)).status).toBe(200)
    for (const token of [made.secret, 'kqscim_' + 'x'.repeat(43), 'nothing']) {
      const refused = await scim('GET', '/Users', undefined, {}, token)
      expect(refused).toMatchObject({ status: 401, json: { status: '401' } })
      expect(refused.headers.get('content-type')).toContain('application/scim+json')
    }
  })

  it('says what the server can', async () => {
    const [config, types, schemas] = await Promise.all(
      ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'].map((path) => scim('GET', path)),
    )
    expect(config?.json).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    })
    expect(types?.json).toMatchObject({ totalResults: 2, Resources: [{ id: 'User' }, { id: 'Group' }] })
    expect(schemas?.json).toMatchObject({ totalResults: 3 })
    const one = await scim('GET', `/Schemas/${agentExtension}`)
    expect(one.json).toMatchObject({
      id: agentExtension,
      attributes: expect.arrayContaining([expect.objectContaining({ name: 'mainAccount' })]),
    })
    expect((await scim('GET', '/Nothing')).json).toMatchObject({
      status: '404',
      schemas: [expect.stringContaining('Error')],
    })
    expect((await scim('GET', '/Me')).status).toBe(501)
  })
})

describe('an account from the back office', () => {
  it('ACC-02: is a member at once, under an account made from his user name, in the only group there is', async () => {
    const user = await create('Lin.Xia@Shop.Example', {
      externalId: 'u-100',
      name: { familyName: '林', givenName: '夏' },
      emails: [{ value: 'lin@shop.example', type: 'work', primary: true }],
      [agentExtension]: { capacity: 3 },
    })
    expect(user).toMatchObject({
      userName: 'Lin.Xia@Shop.Example',
      externalId: 'u-100',
      active: true,
      displayName: '林夏',
    })
    expect(await member('lin.xia')).toMatchObject({
      nickname: '林夏',
      role: 'agent',
      capacity: 3,
      origin: 'scim',
      managed: true,
    })
    expect((await member('lin.xia')).groupIds).toHaveLength(1)
    const again = await scim('POST', '/Users', { userName: 'LIN.XIA@shop.example' })
    expect(again.json).toMatchObject({ status: '409', scimType: 'uniqueness' })
    expect((await scim('POST', '/Users', { userName: 'other', externalId: 'u-100' })).json).toMatchObject({
      scimType: 'uniqueness',
    })
    // Whoever was made at the console is found too, and is not made twice.
    expect(await find('userName eq "xiaoman"')).toMatchObject({ totalResults: 1 })
    expect((await scim('POST', '/Users', { userName: 'xiaoman' })).status).toBe(409)
    expect((await scim('POST', '/Users', { displayName: 'nobody' })).json).toMatchObject({
      status: '400',
      scimType: 'invalidValue',
    })
    expect((await scim('POST', '/Users', '{')).json).toMatchObject({ status: '400' })
  })

  it('is found by filters and read page by page, with its version', async () => {
    for (const name of ['paging-a', 'paging-b', 'paging-c'])
      await create(name, { externalId: `x-${name}`, displayName: name })
    expect(await find('externalId eq "x-paging-b"')).toMatchObject({
      totalResults: 1,
      Resources: [{ userName: 'paging-b' }],
    })
    expect(await find('externalId eq "X-PAGING-B"')).toMatchObject({ totalResults: 0 })
    expect(await find('userName sw "PAGING" and active eq true', '&startIndex=2&count=1')).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ userName: 'paging-b' }],
    })
    expect((await find('userName sw "paging" and not (displayName co "-a")')).totalResults).toBe(2)
    expect((await find('userName sw "paging"', '&count=0')).Resources).toEqual([])
    const [only] = (await find('userName eq "paging-a"', '&attributes=userName')).Resources
    expect(Object.keys(only ?? {}).toSorted()).toEqual(['id', 'meta', 'schemas', 'userName'])
    for (const bad of ['userName', 'userName is "a"', 'userName eq "a" and', '(userName eq "a"']) {
      expect(await scim('GET', `/Users?filter=${encodeURIComponent(bad)}`)).toMatchObject({
        status: 400,
        json: { scimType: 'invalidFilter' },
      })
    }
    const read = await scim('GET', `/Users/${only?.id}`)
    const version = String(read.headers.get('etag'))
    expect((read.json as unknown as User).meta.version).toBe(version)
    expect((await scim('GET', `/Users/${only?.id}`, undefined, { 'if-none-match': version })).status).toBe(304)
    const old = await scim('PUT', `/Users/${only?.id}`, { userName: 'paging-a' }, { 'if-match': 'W/"old"' })
    expect(old.status).toBe(412)
    expect((await scim('GET', `/Users/${randomUUID()}`)).json).toMatchObject({ status: '404' })
  })

  it('is changed as Entra and Okta do it, and not at the console', async () => {
    const { id } = await create('hehua', { displayName: '荷花' })
    const { json: entra } = await patch(
      id,
      { op: 'Replace', path: 'displayName', value: '何花' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'hehua@shop.example' },
      { op: 'Add', path: 'name.familyName', value: '何' },
      { op: 'Replace', value: { 'name.givenName': '花', [`${agentExtension}:capacity`]: 7 } },
    )
    expect(entra).toMatchObject({
      displayName: '何花',
      name: { familyName: '何', givenName: '花' },
      emails: [{ type: 'work', value: 'hehua@shop.example' }],
    })
    expect(await member('hehua')).toMatchObject({ nickname: '何花', capacity: 7 })
    const put = await scim('PUT', `/Users/${id}`, { userName: 'hehua', nickName: '小荷', roles: [{ value: 'agent' }] })
    expect(put.json).toMatchObject({ nickName: '小荷' })
    expect(put.json).not.toHaveProperty('emails')
    const { id: memberId } = await member('hehua')
    const path = `/api/members/${memberId}`
    expect((await command(administrator, 'PUT', path, { nickname: '改名' })).json).toMatchObject({
      error: { code: 'member_from_upstream', data: { fields: ['nickname'] } },
    })
    expect((await command(administrator, 'POST', `${path}/disable`)).json).toMatchObject({
      error: { code: 'member_from_upstream' },
    })
    // What the back office has no say in stays with the administrator.
    expect((await command(administrator, 'PUT', path, { nickname: '小荷', capacity: 9 })).status).toBe(200)
    for (const [operations, scimType] of [
      [[{ op: 'replace', path: 'emails[', value: 1 }], 'invalidPath'],
      [[{ op: 'remove' }], 'noTarget'],
      [[{ op: 'turn', path: 'active' }], 'invalidSyntax'],
      [[{ op: 'replace', path: 'userName', value: '' }], 'invalidValue'],
      [[{ op: 'replace', path: `${agentExtension}:account`, value: 'another' }], 'mutability'],
      [[{ op: 'replace', path: 'userName', value: 'xiaoman' }], 'uniqueness'],
      [[{ op: 'replace', path: 'roles', value: [{ value: 'no such role' }] }], 'invalidValue'],
    ] as const) {
      expect((await patch(id, ...operations)).json).toMatchObject({ scimType })
    }
  })

  it('ACC-02: of the main account is 商家管理员; the last one cannot be taken away', async () => {
    const main = await create('boss@shop.example', { displayName: '掌柜', [agentExtension]: { mainAccount: true } })
    expect(await member('boss')).toMatchObject({ role: 'administrator' })
    expect(
      (await patch(main.id, { op: 'replace', path: `${agentExtension}:mainAccount`, value: 'False' })).status,
    ).toBe(200)
    expect(await member('boss')).toMatchObject({ role: 'agent' })
    expect((await patch(main.id, { op: 'replace', path: 'userType', value: 'main' })).status).toBe(200)
    // What was said of the main account itself counts before the kind of user.
    expect(await member('boss')).toMatchObject({ role: 'agent' })
    await patch(main.id, { op: 'remove', path: `${agentExtension}:mainAccount` })
    expect(await member('boss')).toMatchObject({ role: 'administrator' })
    // The administrator of the console goes, and is known to the back office by his account.
    const [first] = (await find('userName eq "admin"')).Resources
    if (!first) throw new Error('the administrator is not listed')
    expect((await patch(first.id, { op: 'replace', path: 'active', value: false })).status).toBe(200)
    for (const refused of [
      await patch(main.id, { op: 'replace', value: { active: false } }),
      await patch(main.id, { op: 'replace', path: 'userType', value: 'agent' }),
      await scim('DELETE', `/Users/${main.id}`),
    ]) {
      expect(refused).toMatchObject({
        status: 409,
        json: { 'urn:keqiao:params:scim:api:messages:2.0:Error': { code: 'last_administrator' } },
      })
    }
    expect((await patch(first.id, { op: 'replace', path: 'active', value: true })).status).toBe(200)
    administrator = await house.signIn(merchant, 0)
    expect((await scim('DELETE', `/Users/${main.id}`)).status).toBe(204)
  })
})

describe('a group of the back office', () => {
  it('ACC-04: is a group of agents, and who is put in or taken out serves it or not', async () => {
    const [one, two] = [await create('zu-a', { displayName: '组甲' }), await create('zu-b', { displayName: '组乙' })]
    const made = await scim('POST', '/Groups', { displayName: '夜班', externalId: 'g-1', members: [{ value: one.id }] })
    expect(made).toMatchObject({
      status: 201,
      json: { displayName: '夜班', externalId: 'g-1', members: [{ value: one.id, display: '组甲' }] },
    })
    const id = String(made.json['id'])
    expect((await member('zu-a')).groupIds).toContain(id)
    const change = (...Operations: object[]) => scim('PATCH', `/Groups/${id}`, { Operations })
    await change({ op: 'Add', path: 'members', value: [{ value: two.id }] })
    expect((await member('zu-b')).groupIds).toContain(id)
    await change({ op: 'remove', path: `members[value eq "${one.id}"]` })
    await change({ op: 'replace', value: { displayName: '晚班' } })
    expect((await scim('GET', `/Groups/${id}`)).json).toMatchObject({
      displayName: '晚班',
      members: [{ value: two.id }],
    })
    const listed = await scim(
      'GET',
      `/Groups?filter=${encodeURIComponent('displayName eq "晚班"')}&excludedAttributes=members`,
    )
    expect(listed.json).toMatchObject({ totalResults: 1 })
    expect((listed.json['Resources'] as object[])[0]).not.toHaveProperty('members')
    expect((await scim('GET', `/Users/${two.id}`)).json).toMatchObject({
      groups: expect.arrayContaining([expect.objectContaining({ value: id, display: '晚班' })]),
    })
    expect((await scim('POST', '/Groups', { displayName: '晚班' })).json).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    })
    expect((await change({ op: 'add', path: 'members', value: [{ value: randomUUID() }] })).json).toMatchObject({
      scimType: 'invalidValue',
    })
    await change({ op: 'Remove', path: 'members', value: [{ value: two.id }] })
    expect((await member('zu-b')).groupIds).not.toContain(id)
    expect((await scim('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect((await scim('GET', `/Groups/${id}`)).status).toBe(404)
    const [channelled] = (await member('xiaoman')).groupIds
    expect((await scim('DELETE', `/Groups/${channelled}`)).status).toBe(409)
    expect((await member('xiaoman')).groupIds).toContain(channelled)
  })
})

describe('a member whom the back office removes', () => {
  it('ACC-04: is out at once, his dialogue waits again, and is the same one when he comes back', async ({
    annotate,
  }) => {
    const agent = await house.signIn(merchant, 1)
    const [user] = (await find('userName eq "xiaoman"')).Resources
    if (!user) throw new Error('he is not listed')
    const socket = await house.connect({ cookie: agent })
    const visitor = await house.connect({ token: (await house.visitor(merchant)).token })
    const opened = await visitor.call('conversation.open', {})
    if (!opened.ok) throw new Error(opened.error.code)
    const { id } = (opened.result as { conversation: ConversationView }).conversation
    await socket.call('desk.setPresence', { status: 'busy' })
    expect(await socket.call('conversation.claim', { conversationId: id })).toMatchObject({ ok: true })
    const began = performance.now()
    expect((await patch(user.id, { op: 'Replace', path: 'active', value: 'False' })).json).toMatchObject({
      active: false,
    })
    expect(await socket.closed).toBe(CLOSE_CODES.refused)
    await annotate(`his socket was cut after ${(performance.now() - began).toFixed(0)} ms`)
    expect((await house.http('/api/desk', { cookie: agent })).status).toBe(401)
    await vi.waitFor(async () => {
      const { json } = await house.http(`/api/conversations/${id}`, { cookie: administrator })
      expect((json as { conversation: ConversationView }).conversation.status).toBe('queued')
    }, 5_000)
    // The form without a path, as Okta sends it.
    expect((await patch(user.id, { op: 'replace', value: { active: true } })).json).toMatchObject({ active: true })
    const again = await house.connect({ cookie: await house.signIn(merchant, 1) })
    expect((await scim('DELETE', `/Users/${user.id}`)).status).toBe(204)
    expect(await again.closed).toBe(CLOSE_CODES.refused)
    expect((await scim('GET', `/Users/${user.id}`)).status).toBe(404)
    expect((await find('userName eq "xiaoman"')).totalResults).toBe(0)
    expect(await member('xiaoman')).toMatchObject({ disabled: true, groupIds: [], managed: false })
    const back = await create('xiaoman', { displayName: '小满' })
    expect(back.id).toBe(user.id)
    expect(await member('xiaoman')).toMatchObject({ disabled: false, managed: true })
  })
})
