import { randomUUID } from 'node:crypto'
import { CLOSE_CODES, type MeView, type MemberView, type SingleSignOnSettings } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openIdentityProvider, type IdentityProvider } from '../../testing/identity-provider'
import { runProduct, type RunningProduct } from '../../testing/running-product'
import { safeNext } from './pending-sign-in'

let house: RunningProduct
let provider: IdentityProvider
let administrator: string
let code: string
let scimToken: string

beforeAll(async () => {
  house = await runProduct({ OUTGOING_TO_PRIVATE: 'on' })
  provider = await openIdentityProvider(`${house.origin}/api/sso/callback`)
  administrator = await house.signIn(0, 0)
  code = (await me(administrator)).tenant.code
  scimToken = ((await command('POST', '/api/provisioning/tokens')).json as { secret: string }).secret
  await settle({})
})

afterAll(async () => {
  await provider.stop()
  await house.stop()
})

const me = async (cookie: string) => (await house.http('/api/session', { cookie })).json as MeView

const command = (method: string, path: string, body?: object) =>
  house.http(path, {
    method,
    cookie: administrator,
    headers: { 'idempotency-key': randomUUID() },
    ...(body && { body }),
  })

const wanted = (more: Partial<SingleSignOnSettings> = {}) => ({
  enabled: true,
  label: '商家后台',
  issuer: provider.issuer,
  clientId: provider.client.id,
  createsAccounts: true,
  mainClaim: 'main_account',
  mainValue: 'true',
  passwordsAllowed: true,
  ...more,
})

async function settle(more: Partial<SingleSignOnSettings>, secret: string | undefined = provider.client.secret) {
  const { version } = (await house.http('/api/single-sign-on', { cookie: administrator })).json as { version: number }
  const changed = await command('PUT', '/api/single-sign-on', { version, settings: wanted(more), secret })
  expect(changed.status, changed.text).toBe(200)
}

const scim = async (method: string, path: string, body: object) => {
  const headers = { authorization: `Bearer ${scimToken}`, 'content-type': 'application/scim+json' }
  const response = await fetch(`${house.origin}/scim/v2${path}`, { method, headers, body: JSON.stringify(body) })
  expect(response.status).toBeLessThan(300)
  return (await response.json()) as { id: string }
}

const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('Max-Age=0'))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Where the provider is visited, and what the browser keeps meanwhile. */
async function begin(query = '') {
  const started = await house.http(`/api/sso/start?merchant=${code}${query}`)
  expect(started.status, started.text).toBe(302)
  return { target: started.headers.get('location') ?? '', cookie: cookiesOf(started.headers) }
}

async function comeBack(url: string, cookie: string) {
  const answer = await house.http(url.replace(house.origin, ''), { cookie, headers: { 'accept-language': 'en' } })
  return { ...answer, cookie: cookiesOf(answer.headers), location: answer.headers.get('location') }
}

/** Signs somebody in as a browser would. */
async function enter(sub: string, query = '') {
  const { target, cookie } = await begin(query)
  return comeBack(await provider.signIn(target, sub), cookie)
}

async function member(account: string): Promise<MemberView | undefined> {
  const { json } = await house.http(`/api/members?standing=all&search=${account}`, { cookie: administrator })
  return (json as { members: MemberView[] }).members.find((one) => one.account === account)
}

describe('sign-in by the provider', () => {
  it('ACC-02: asks with PKCE, state and nonce, and opens a session like that of a password, which the log knows', async () => {
    provider.people.set('p-1', { name: '林一', preferred_username: 'linyi' })
    const { target } = await begin()
    const { searchParams } = new URL(target)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('nonce')).toMatch(/.{20}/)
    const entered = await enter('p-1', '&next=/console/history&remember=1')
    expect(entered, entered.text).toMatchObject({ status: 302, location: '/console/history' })
    const who = await me(entered.cookie)
    expect(who).toMatchObject({ member: { account: 'linyi', nickname: '林一' }, role: 'agent' })
    expect(await member('linyi')).toMatchObject({ origin: 'oidc', managed: false })
    const rows = await house.product.doors.withSystem('test', (tx) =>
      tx.rows<{ how: string }>(
        `select payload ->> 'how' as how from events where type = 'member.signedIn' and payload ->> 'memberId' = $1`,
        [who.member.id],
      ),
    )
    expect(rows).toEqual([{ how: 'oidc' }])
    const sessions = await house.http('/api/sessions', { cookie: entered.cookie })
    expect(sessions.json).toMatchObject({ sessions: [{ current: true, remembered: true }] })
    // A foreign page cannot use the cookie, and signing out ends it.
    const ask = { method: 'DELETE', cookie: entered.cookie }
    expect((await house.http('/api/session', { ...ask, headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await house.http('/api/session', ask)).status).toBe(200)
    expect((await house.http('/api/session', { cookie: entered.cookie })).status).toBe(401)
    // He comes again under another name and is the same.
    provider.people.set('p-1', { name: '林一', preferred_username: 'linyi-renamed' })
    expect((await me((await enter('p-1')).cookie)).member.id).toBe(who.member.id)
  })

  it('ACC-02: of the main account makes him 商家管理员', async () => {
    provider.people.set('p-main', { name: '掌柜', preferred_username: 'zhanggui', main_account: true })
    expect(await me((await enter('p-main')).cookie)).toMatchObject({ role: 'administrator' })
  })

  it('ACC-02: finds whom the back office has named by id, by name, and by an address only when it is verified', async () => {
    const byId = await scim('POST', '/Users', { userName: 'wang@shop.example', externalId: 'p-2', displayName: '王二' })
    const emails = [{ value: 'li@shop.example', type: 'work' }]
    const byMail = await scim('POST', '/Users', { userName: 'li-three', emails, displayName: '李三' })
    provider.people.set('p-2', { preferred_username: 'someone' })
    expect((await me((await enter('p-2')).cookie)).member.id).toBe(byId.id)
    await settle({ createsAccounts: false })
    const claims = { email: 'LI@shop.example', email_verified: false }
    provider.people.set('p-3', claims)
    expect(await enter('p-3')).toMatchObject({ status: 403, text: expect.stringContaining('sso_member_unknown') })
    provider.people.set('p-3', { ...claims, email_verified: true })
    expect((await me((await enter('p-3')).cookie)).member.id).toBe(byMail.id)
    // Another person of the provider who claims the same address does not become him.
    provider.people.set('p-4', { ...claims, email_verified: true })
    expect(await enter('p-4')).toMatchObject({ status: 409, text: expect.stringContaining('sso_ambiguous') })
    // Nor does anybody become a member of the console by calling himself like one.
    provider.people.set('p-5', { preferred_username: 'admin', email: 'admin', email_verified: true })
    expect((await enter('p-5')).status).toBe(403)
    await settle({})
  })

  it('ACC-04: of whom the back office takes away is over at once, and there is no way back in', async () => {
    const { id } = await scim('POST', '/Users', { userName: 'zhao-four', externalId: 'p-6', displayName: '赵四' })
    provider.people.set('p-6', {})
    const { cookie } = await enter('p-6')
    const socket = await house.connect({ cookie })
    await scim('PATCH', `/Users/${id}`, { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] })
    expect(await socket.closed).toBe(CLOSE_CODES.refused)
    expect((await house.http('/api/session', { cookie })).status).toBe(401)
    const refused = await enter('p-6')
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining('member_disabled') })
    expect(refused.cookie).toBe('')
    expect(refused.text).toContain(`/console/sign-in/${code}`)
  })
})

describe('what comes back', () => {
  it('is taken in the browser that began it alone, once, and leads nowhere but into the console', async () => {
    const { target, cookie } = await begin('&next=//evil.example/console/')
    const back = await provider.signIn(target, 'p-1')
    const elsewhere = await begin()
    for (const foreign of ['', elsewhere.cookie, 'keqiao-sso-x=forged']) {
      expect(await comeBack(back, foreign)).toMatchObject({ status: 403, cookie: '' })
    }
    expect(await comeBack(back, cookie)).toMatchObject({ status: 302, location: '/console/desk' })
    expect(await comeBack(back, cookie)).toMatchObject({ status: 502, cookie: '' })
    expect((await comeBack('/api/sso/callback?code=x&state=y', '')).text).toContain('sso_expired')
    for (const bad of [
      'https://evil.example',
      '//evil.example',
      '/console/../x',
      '/console/\\evil',
      '/help/',
      undefined,
    ]) {
      expect(safeNext(bad)).toBe('/console/desk')
    }
  })

  it('is told plainly when the provider refuses, cannot be reached, or knows another secret', async () => {
    const { target, cookie } = await begin()
    const declined = await comeBack(await provider.decline(target), cookie)
    expect(declined).toMatchObject({ status: 403, cookie: '' })
    expect(declined.text).toContain('access_denied')
    await settle({}, 'not the secret')
    const wrong = await enter('p-1')
    expect(wrong).toMatchObject({ status: 502, text: expect.stringContaining('invalid_client') })
    await settle({ issuer: 'http://127.0.0.1:1' })
    const gone = await house.http(`/api/sso/start?merchant=${code}`)
    expect(gone).toMatchObject({ status: 502, text: expect.stringContaining('sso_failed') })
    await settle({ enabled: false })
    expect((await house.http(`/api/sso/start?merchant=${code}`)).status).toBe(404)
    expect((await house.http('/api/sso/start?merchant=nobody')).status).toBe(404)
    await settle({})
  })
})

describe('the setting', () => {
  const test = async (more: Partial<SingleSignOnSettings>, secret?: string) =>
    (
      await command('POST', '/api/single-sign-on/test', {
        settings: wanted(more),
        ...(secret !== undefined && { secret }),
      })
    ).json as { fault: { step: string } | null; error?: { code: string } }

  it('is tried before it is stored: the provider, the client and its secret', async () => {
    expect(await test({})).toEqual({ fault: null })
    expect(await test({}, 'not the secret')).toMatchObject({ fault: { step: 'client' } })
    expect(await test({ issuer: 'http://127.0.0.1:1' }, 'x')).toMatchObject({ fault: { step: 'connection' } })
    expect(await test({ issuer: house.origin }, 'x')).toMatchObject({ fault: { step: 'discovery' } })
    const elsewhere = provider.issuer.replace('127.0.0.1', 'localhost')
    expect(await test({ issuer: elsewhere }, provider.client.secret)).toMatchObject({ fault: { step: 'issuer' } })
  })

  it('never gives the secret to another provider, and never shows it', async () => {
    expect(await test({ issuer: 'http://127.0.0.1:1' })).toMatchObject({ error: { code: 'sso_secret_required' } })
    const shown = await house.http('/api/single-sign-on', { cookie: administrator })
    expect(shown.json).toMatchObject({
      settings: { secretSetAt: expect.any(Number) },
      redirectUrl: `${house.origin}/api/sso/callback`,
    })
    const kept = await house.product.doors.withSystem('test', (tx) =>
      tx.rows<{ text: string }>(
        `select payload::text as text from events where type = 'settings.changed' union all
         select encode(sealed, 'escape') from sso_secrets union all select value::text from settings`,
      ),
    )
    expect(shown.text + kept.map(({ text }) => text).join('')).not.toContain(provider.client.secret)
  })

  it('is an administrator’s, since whoever names the provider can come in as anybody', async () => {
    const role = await command('POST', '/api/roles', {
      name: '集成',
      scope: 'tenant',
      permissions: ['integration:manage', 'member:read'],
    })
    const agent = await member('baihe')
    const { key } = (role.json as { role: { key: string } }).role
    expect((await command('PUT', `/api/members/${agent?.id}`, { role: key })).status).toBe(200)
    const cookie = await house.signIn(0, 2)
    const headers = { 'idempotency-key': randomUUID() }
    const asked = { method: 'POST', cookie, headers }
    const body = { settings: wanted(), secret: 'x' }
    expect((await house.http('/api/single-sign-on/test', { ...asked, body })).json).toMatchObject({
      error: { code: 'beyond_own_rights' },
    })
    expect((await house.http('/api/provisioning/tokens', asked)).json).toMatchObject({
      error: { code: 'beyond_own_rights' },
    })
  })

  it('may end passwords for all but administrators, and tells the sign-in page', async () => {
    await settle({ passwordsAllowed: false })
    const ways = async (merchant: string) => (await house.http(`/api/session/ways/${merchant}`)).json
    expect(await ways(code)).toEqual({ provider: { label: '商家后台' }, passwordsAllowed: false })
    expect(await ways('nobody')).toEqual({ provider: null, passwordsAllowed: true })
    await expect(house.signIn(0, 1)).rejects.toThrow('password_sign_in_off')
    expect(await house.signIn(0, 0)).toContain('keqiao')
    await settle({})
    expect(await house.signIn(0, 1)).toContain('keqiao')
  })

  it('leads into no private network unless the operator allows it', async () => {
    const strict = await runProduct()
    try {
      const cookie = await strict.signIn(0, 0)
      const asked = { method: 'POST', cookie, headers: { 'idempotency-key': randomUUID() } }
      const faultOf = async (issuer: string) => {
        const body = { settings: wanted({ issuer }), secret: 'x' }
        const { json } = await strict.http('/api/single-sign-on/test', { ...asked, body })
        return (json as { fault: { step: string } }).fault.step
      }
      expect(await faultOf(provider.issuer)).toBe('address')
      expect(await faultOf('https://127.0.0.1:8443')).toBe('address')
    } finally {
      await strict.stop()
    }
  })
})
