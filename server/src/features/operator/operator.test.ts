import { operatorOperations } from '@keqiao/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operatorCommand } from '../../operator-command'
import { runProduct, type RunningProduct } from '../../testing/running-product'
import { box } from '../../testing/shop'

let house: RunningProduct

beforeAll(async () => {
  house = await runProduct()
})

afterAll(() => house.stop())

const password = 'chosen-by-the-operator'

/** Typed beside the running server. */
async function typed(...given: string[]): Promise<string> {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  await operatorCommand(given)({
    doors: house.product.doors,
    publicUrl: house.origin,
    isNamed: true,
    openBox: () => box,
    say,
  })
  return lines.join('\n')
}

const tokenIn = (said: string) => /operator\/set-up\?name=[\w.-]+&token=([\w-]{43})/.exec(said)?.[1] ?? ''

const post = (path: string, body: object = {}, cookie?: string) =>
  house.http(`/api/operator${path}`, { method: 'POST', body, ...(cookie === undefined ? {} : { cookie }) })
const get = (path: string, cookie: string) => house.http(`/api/operator${path}`, { cookie })
const codeOf = ({ json }: { json: unknown }) => (json as { error?: { code: string } }).error?.code
const cookieOf = ({ headers }: { headers: Headers }) => headers.getSetCookie()[0]?.split(';')[0] ?? ''

/** Somebody who has come by a link, and his cookie. */
async function operator(name: string): Promise<string> {
  const entered = await post('/set-up', { token: tokenIn(await typed('setup-link', name)), password })
  expect(entered.json).toEqual({ name })
  return cookieOf(entered)
}

interface Row {
  code: string
  name: string
  status: string
}
const listed = async (cookie: string, query = '') =>
  (await get(`/merchants${query}`, cookie)).json as { merchants: Row[]; more: boolean }

describe('coming in', () => {
  it('by a link that works once, and afterwards by the password', async () => {
    const said = await typed('setup-link', 'first')
    const token = tokenIn(said)
    const entered = await post('/set-up', { token, password })
    expect(entered.json).toEqual({ name: 'first' })
    expect(entered.headers.getSetCookie()[0]).toMatch(
      /^keqiao-operator=[\w-]{43}; Path=\/api\/operator; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    )
    expect((await get('/session', cookieOf(entered))).json).toEqual({ name: 'first' })
    expect(codeOf(await post('/set-up', { token, password }))).toBe('set_up_link_invalid')
    const again = await post('/session', { name: ' First ', password })
    expect(again.json).toEqual({ name: 'first' })
    const rows = await house.product.doors.withSystem('look at the tables', (tx) =>
      tx.rows(`select encode(token_hash, 'escape') as secret from operator_sessions
               union all select password_hash from operators union all select encode(token_hash, 'escape') from operator_links`),
    )
    for (const secret of [password, token, cookieOf(again).split('=')[1]]) {
      expect(JSON.stringify(rows)).not.toContain(secret)
    }
  })

  it('is refused with a link of yesterday, one that was replaced, or a short password', async () => {
    const [replaced, newer] = [await typed('setup-link', 'late'), await typed('setup-link', 'late')]
    expect(codeOf(await post('/set-up', { token: tokenIn(replaced), password }))).toBe('set_up_link_invalid')
    expect(codeOf(await post('/set-up', { token: tokenIn(newer), password: 'short' }))).toBe('input_invalid')
    await house.product.doors.withSystem('a day passes', (tx) =>
      tx.rows(`update operator_links set expires_at = now() - interval '1 second'`),
    )
    expect(codeOf(await post('/set-up', { token: tokenIn(newer), password }))).toBe('set_up_link_invalid')
  })

  it('gives one answer to a wrong password and an unknown name, and is throttled', async () => {
    await operator('guessed')
    const wrong = await post('/session', { name: 'guessed', password: 'wrong' })
    const unknown = await post('/session', { name: 'nobody', password: 'wrong' })
    expect([wrong.status, wrong.text]).toEqual([401, unknown.text])
    for (let attempt = 2; attempt <= 8; attempt += 1) await post('/session', { name: 'guessed', password: 'wrong' })
    const throttled = await post('/session', { name: 'guessed', password })
    expect(codeOf(throttled)).toBe('sign_in_throttled')
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(60)
  })

  it('ends with sign-out, with a new link that is used, and when he is removed', async () => {
    const left = await operator('leaver')
    await house.http('/api/operator/session', { method: 'DELETE', cookie: left })
    expect(codeOf(await get('/session', left))).toBe('unauthenticated')
    const lost = await operator('leaver')
    const found = await operator('leaver')
    expect(codeOf(await get('/session', lost))).toBe('unauthenticated')
    expect((await get('/session', found)).status).toBe(200)
    expect(await typed('list')).toContain('leaver')
    await typed('remove', 'leaver')
    expect(codeOf(await get('/session', found))).toBe('unauthenticated')
    expect(codeOf(await post('/session', { name: 'leaver', password }))).toBe('sign_in_failed')
  })
})

describe('every operation', () => {
  const all = Object.entries(operatorOperations).map(([name, operation]) => [name, operation] as const)
  const call = ({ http }: (typeof all)[number][1], options: Parameters<RunningProduct['http']>[1]) =>
    house.http(http.path.replace('{code}', 'yunshan'), {
      method: http.method,
      ...(http.method === 'POST' ? { body: {} } : {}),
      ...options,
    })

  it.each(all.filter(([, { isPublic }]) => !isPublic))(
    '%s is refused to who is nobody here',
    async (_name, operation) => {
      const member = await house.signIn(0, 0)
      const visitor = await house.visitor()
      for (const options of [
        {},
        { cookie: member },
        { token: visitor.token },
        { cookie: `keqiao-operator=${'x'.repeat(43)}` },
      ]) {
        expect(codeOf(await call(operation, options))).toBe('unauthenticated')
      }
    },
  )

  it.each(all.filter(([, { http }]) => http.method !== 'GET'))(
    '%s is refused to a foreign page',
    async (_name, operation) => {
      const cookie = await operator('elsewhere')
      const foreign = await call(operation, { cookie, headers: { origin: 'https://shop.example.com' } })
      expect(codeOf(foreign)).toBe('origin_refused')
    },
  )

  it.each(all.filter(([, { http }]) => http.method !== 'DELETE'))(
    '%s refuses input that does not fit',
    async (_name, operation) => {
      const cookie = await operator('careless')
      const path = operation.http.path.replace('{code}', 'yunshan')
      const answer =
        operation.http.method === 'GET'
          ? await house.http(`${path}?surplus=1`, { cookie })
          : await house.http(path, { method: 'POST', cookie, body: { surplus: 1 } })
      expect(codeOf(answer)).toBe('input_invalid')
    },
  )

  it.each(['/merchants/nobody/suspend', '/merchants/nobody/resume', '/merchants/nobody/set-up-link'])(
    '%s: there is no such merchant',
    async (path) => {
      expect(codeOf(await post(path, {}, await operator('looker')))).toBe('not_found')
    },
  )

  it('opens nothing of a merchant’s', async () => {
    const cookie = await operator('curious')
    for (const path of ['/api/members', '/api/desk', '/api/session']) {
      expect(codeOf(await house.http(path, { cookie })), path).toBe('unauthenticated')
    }
  })
})

describe('merchants', () => {
  it('are made, with a link for the administrator and a line for the shop', async () => {
    const cookie = await operator('maker')
    const made = await post('/merchants', { code: 'bamboo', name: ' 竹里馆 ' }, cookie)
    const { merchant, link, embed } = made.json as { merchant: Row; link: string; embed: string }
    expect(merchant).toMatchObject({ code: 'bamboo', name: '竹里馆', status: 'active' })
    expect(codeOf(await post('/merchants', { code: 'bamboo', name: '又一家' }, cookie))).toBe('merchant_code_taken')
    expect(codeOf(await post('/merchants', { code: 'Bad Code', name: '坏' }, cookie))).toBe('input_invalid')
    const channelKey = /data-channel="([^"]+)"/.exec(embed)?.[1]
    expect((await house.http('/api/visitor/session', { method: 'POST', body: { channelKey } })).status).toBe(200)
    const administrator = { account: 'boss', nickname: '馆主', password: 'chosen-by-the-boss' }
    const setUp = (of: string) =>
      house.http('/api/set-up', {
        method: 'POST',
        body: { token: new URL(of).searchParams.get('token'), ...administrator },
      })
    const newer = (await post('/merchants/bamboo/set-up-link', {}, cookie)).json as { link: string }
    expect(codeOf(await setUp(link))).toBe('set_up_link_invalid')
    expect((await setUp(newer.link)).status).toBe(200)
  })

  it('are suspended within a second and resumed, and both are written down', async () => {
    const cookie = await operator('guard')
    const member = await house.signIn(1, 1)
    expect((await house.http('/api/session', { cookie: member })).status).toBe(200)
    expect((await post('/merchants/qinghe/suspend', {}, cookie)).json).toEqual({})
    expect((await listed(cookie, '?search=qinghe')).merchants).toMatchObject([{ code: 'qinghe', status: 'suspended' }])
    await expect.poll(async () => (await house.http('/api/session', { cookie: member })).status).toBe(401)
    const { login } = house.demo.merchants[1]?.accounts[1] ?? { login: '' }
    const known = house.demo.merchants[1]?.accounts[1]?.password
    expect(codeOf(await house.http('/api/session', { method: 'POST', body: { login, password: known } }))).toBe(
      'tenant_suspended',
    )
    await post('/merchants/qinghe/resume', {}, cookie)
    expect((await house.http('/api/session', { method: 'POST', body: { login, password: known } })).status).toBe(200)
    const { acts } = (await get('/acts', cookie)).json as {
      acts: { operator: string; act: string; merchantCode: string | null }[]
    }
    expect(acts.slice(0, 3).map(({ operator: by, act, merchantCode }) => [by, act, merchantCode])).toEqual([
      ['guard', 'merchant_resumed', 'qinghe'],
      ['guard', 'merchant_suspended', 'qinghe'],
      ['guard', 'password_chosen', null],
    ])
  })

  it('are listed by page and found by part of code or name, wildcards being letters', async () => {
    const cookie = await operator('lister')
    for (const [code, name] of [
      ['page-a', '甲店'],
      ['page-b', '乙店'],
      ['page-c', '丙店'],
    ]) {
      expect((await post('/merchants', { code, name }, cookie)).status).toBe(200)
    }
    const first = await listed(cookie, '?search=page-&limit=2')
    expect([first.merchants.map(({ code }) => code), first.more]).toEqual([['page-a', 'page-b'], true])
    const second = await listed(cookie, '?search=page-&limit=2&after=page-b')
    expect([second.merchants.map(({ code }) => code), second.more]).toEqual([['page-c'], false])
    expect((await listed(cookie, `?search=${encodeURIComponent('乙')}`)).merchants).toMatchObject([{ code: 'page-b' }])
    expect((await listed(cookie, '?search=%25')).merchants).toEqual([])
    expect(Object.keys(first.merchants[0] ?? {}).toSorted()).toEqual(['code', 'createdAt', 'name', 'status'])
  })
})

describe('the command', () => {
  it('says in words what was wrong', async () => {
    for (const [given, words] of [
      [[], 'npm run operator -- setup-link'],
      [['setup-link', 'Big Name'], 'is not a name'],
      [['remove', 'nobody'], 'There is no operator "nobody"'],
      [['toString'], 'What shall be done?'],
    ] as const) {
      await expect(async () => typed(...given)).rejects.toThrow(words)
    }
  })
})
