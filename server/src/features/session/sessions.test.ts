import { createHash } from 'node:crypto'
import type { MeView } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock, type Clock } from '../../platform/clock'
import { isUnavailable } from '../../platform/database/doors'
import { isRefused, type Refused } from '../../platform/operations'
import { testDatabase } from '../../testing/database'
import { createBuiltInRoles } from '../access'
import { createMember } from '../member'
import { createTenant, resumeTenant, suspendTenant } from '../tenant'
import { openAuthDatabase } from './session.store'
import { createSessions, type Sessions } from './sessions'
import { createStaffAuth } from './staff-auth'

const password = '雨后春笋-7351'
const secret = 'k7Jq2mVx9ZtB4nRw6LhY8sDc3FgP5aQe1UoT0iMx'
const here = { address: '192.0.2.7' }

let database: Awaited<ReturnType<typeof testDatabase>>
let sessions: Sessions
let tenantId: TenantId
let anqing: MemberId
let skewMs = 0
/** The machine's clock, moved ahead by the test that needs tomorrow. */
const clock: Clock = { ...systemClock(), now: () => systemClock(skewMs).now() }
const faults: unknown[] = []

function open(publicUrl = 'http://127.0.0.1:8080'): Sessions {
  const onError = (error: unknown) => void faults.push(error)
  return createSessions({ doors: database.doors, databaseUrl: database.url, secret, publicUrl, clock, onError })
}

beforeAll(async () => {
  database = await testDatabase()
  sessions = open()
  const merchant = { code: 'yunshan', name: '云杉家居' }
  const founded = await createTenant(database.doors, merchant, (tx, { id }) => createBuiltInRoles(tx, id))
  if (!founded) throw new Error('the code is free')
  tenantId = founded.tenant.id
  anqing = await employ('anqing', '安晴')
})

beforeEach(() => {
  skewMs = 0
})

afterAll(async () => {
  await sessions.close()
  await database.stop()
  expect(faults).toEqual([])
})

async function employ(account: string, nickname: string): Promise<MemberId> {
  const memberId = await database.doors.withTenant(tenantId, (tx) =>
    createMember(tx, tenantId, { account, nickname, roleKey: 'agent', capacity: 5 }),
  )
  if (!memberId) throw new Error('the account is free')
  await sessions.setPassword({ tenantId, tenantCode: 'yunshan', memberId, account, nickname, password })
  return memberId
}

interface Entry {
  readonly me: MeView
  readonly cookies: string[]
  /** What the browser sends back. */
  readonly cookie: string
}

async function enter(login: string, remember = true, by = sessions): Promise<Entry> {
  const entered = await by.signIn({ login, password, remember }, here)
  if (isRefused(entered)) throw new Error(`refused: ${entered.error.code}`)
  return { ...entered, cookie: browserKeeps(entered.cookies) }
}

function browserKeeps(cookies: string[]): string {
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

function codeOf(answer: object): string {
  expect(isRefused(answer)).toBe(true)
  return (answer as Refused).error.code
}

interface Stored {
  token: string
  previous_token: string | null
  expires_at: number
}

function storedSessions(memberId: MemberId): Promise<Stored[]> {
  const text = 'select token, previous_token, expires_at from auth.sessions where user_id = $1 order by created_at'
  return database.doors.withSystem('test', (tx) => tx.rows<Stored>(text, [memberId]))
}

describe('sign-in', () => {
  test('tells who it is and what he may do', async () => {
    const { me, cookie } = await enter('yunshan:anqing')
    expect(me).toMatchObject({
      member: { id: anqing, account: 'anqing', nickname: '安晴' },
      tenant: { id: tenantId, code: 'yunshan', name: '云杉家居' },
      role: 'agent',
    })
    expect(me.permissions).toContain('conversation:reply')
    expect(me.permissions).not.toContain('member:read')
    const session = await sessions.memberOf(cookie)
    expect(session?.actor).toMatchObject({ kind: 'member', tenantId, id: anqing, name: '安晴', scope: 'own' })
    expect(session && (await sessions.me(session.actor))).toEqual(me)
  })

  test('takes the name as a Chinese input method leaves it', async () => {
    expect((await enter(' Yunshan：ＡnQing ')).me.member.id).toBe(anqing)
  })

  test('gives one answer to a wrong password, an unknown account, an unknown merchant and nonsense', async () => {
    const logins = ['yunshan:anqing', 'yunshan:nobody', 'nowhere:anqing', 'anqing', ':', '', 'a'.repeat(120)]
    const answers = await Promise.all(
      logins.map((login, n) =>
        sessions.signIn({ login, password: 'wrong', remember: true }, { address: `198.51.100.${n}` }),
      ),
    )
    for (const answer of answers) expect(answer).toEqual({ refused: true, error: { code: 'sign_in_failed' } })
  })

  test('does the work of a password check for an unknown account too', async () => {
    // scrypt reports its CPU to the process: with and without an account about the same is spent.
    const cpuOf = async (login: string) => {
      const before = process.cpuUsage()
      for (let n = 0; n < 2; n++) {
        await sessions.signIn({ login, password: 'wrong', remember: false }, { address: `203.0.113.${n}` })
      }
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    await cpuOf('yunshan:warm-up')
    const known = await cpuOf('yunshan:anqing')
    const unknown = await cpuOf('yunshan:nobody-at-all')
    expect(unknown).toBeGreaterThan(known / 3)
  })

  test('is throttled per account and address, also when all attempts come at once', async () => {
    await employ('baihe', '白禾')
    const attempt = (secretWord: string, address: string) =>
      sessions.signIn({ login: 'yunshan:baihe', password: secretWord, remember: false }, { address })
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('wrong', '192.0.2.99')))
    const codes = answers.map(codeOf)
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(8)
    expect(codes.filter((code) => code === 'sign_in_throttled')).toHaveLength(12)
    const right = await attempt(password, '192.0.2.99')
    expect(right).toMatchObject({ error: { code: 'sign_in_throttled', retryable: true } })
    expect(isRefused(right) && right.error.retryAfterMs).toBeGreaterThan(0)
    // He himself, at his own desk, is not locked out by a stranger elsewhere.
    expect(isRefused(await attempt(password, '192.0.2.100'))).toBe(false)
  })

  test('is throttled per address over many accounts, IPv6 by its /64', async () => {
    const codes: string[] = []
    for (let n = 0; n < 101; n++) {
      // Not even a possible name: refused before the costly check, and counted all the same.
      const answer = await sessions.signIn(
        { login: `guess${n}`, password: 'x', remember: false },
        { address: `2001:db8:0:7::${n}` },
      )
      codes.push(codeOf(answer))
    }
    expect(codes.indexOf('sign_in_throttled')).toBe(100)
  })

  test('is forgotten by the throttle when the password was right', async () => {
    await employ('chengzi', '橙子')
    for (let n = 0; n < 10; n++) {
      const wrong = n % 5 !== 4
      const input = { login: 'yunshan:chengzi', password: wrong ? 'wrong' : password, remember: false }
      const answer = await sessions.signIn(input, { address: '192.0.2.55' })
      expect(isRefused(answer)).toBe(wrong)
      if (wrong) expect(codeOf(answer)).toBe('sign_in_failed')
    }
  })
})

describe('the cookie', () => {
  const session = (cookies: string[]) => cookies.find((cookie) => cookie.includes('session_token=')) ?? ''

  test('is HttpOnly and SameSite=Lax, and lasts 30 days when remembered', async () => {
    const { cookies } = await enter('yunshan:anqing')
    expect(session(cookies)).toMatch(/^keqiao\.session_token=/)
    expect(session(cookies)).toMatch(/; HttpOnly(;|$)/)
    expect(session(cookies)).toMatch(/; SameSite=Lax(;|$)/)
    expect(session(cookies)).toMatch(/; Path=\/(;|$)/)
    expect(session(cookies)).toMatch(/; Max-Age=2592000(;|$)/)
    expect(session(cookies)).not.toContain('Secure')
  })

  test('ends with the browser when not remembered, and its session after 12 hours', async () => {
    const before = clock.now()
    const { cookies, cookie } = await enter('yunshan:anqing', false)
    expect(session(cookies)).not.toMatch(/Max-Age|Expires/)
    const expiresAt = (await sessions.memberOf(cookie))?.expiresAt ?? 0
    expect(expiresAt - before).toBeGreaterThanOrEqual(12 * 3_600_000)
    expect(expiresAt - clock.now()).toBeLessThanOrEqual(12 * 3_600_000)
    skewMs = 12 * 3_600_000 + 1
    const later = open()
    expect(await later.memberOf(cookie)).toBeNull()
    await later.close()
  })

  test('is Secure where browsers come by https', async () => {
    const secure = open('https://kf.example.com')
    const { cookies, cookie } = await enter('yunshan:anqing', true, secure)
    expect(session(cookies)).toMatch(/^__Secure-keqiao\.session_token=.*; Secure(;|$)/)
    expect((await secure.memberOf(cookie))?.actor.id).toBe(anqing)
    await secure.close()
  })

  test('holds a token whose hash alone is stored', async () => {
    const dongqing = await employ('dongqing', '冬青')
    const { cookie } = await enter('yunshan:dongqing')
    const signed = decodeURIComponent(cookie.split('=')[1] ?? '')
    const token = signed.split('.')[0] ?? ''
    const [stored] = await storedSessions(dongqing)
    expect(token).toMatch(/^[\w-]{32}$/)
    expect(stored?.token).toBe(createHash('sha256').update(token).digest('base64url'))
    // A thief of the table holds the hash; with the right signature, even, it opens nothing.
    expect(signed).not.toContain(stored?.token)
    expect(await sessions.memberOf(cookie.replace(token, stored?.token ?? ''))).toBeNull()
  })

  test('with another signature is nobody', async () => {
    const { cookie } = await enter('yunshan:anqing')
    const at = cookie.lastIndexOf('.') + 5
    const forged = cookie.slice(0, at) + (cookie[at] === 'A' ? 'B' : 'A') + cookie.slice(at + 1)
    expect(await sessions.memberOf(forged)).toBeNull()
  })

  test.each([
    undefined,
    '',
    ';;;=',
    'keqiao.session_token',
    'keqiao.session_token=nonsense',
    'keqiao.session_token=%E0%A4%A',
    `keqiao.session_token=${'a'.repeat(32)}.${'A'.repeat(43)}=`,
    'keqiao.session_token=访客',
    'keqiao.session_token=a\u0000b',
    'keqiao.session_token=a\r\nx-keqiao-address: 1',
    'a'.repeat(100_000),
  ])('%j is nobody, and can be signed out and renewed like anybody', async (cookieHeader) => {
    expect(await sessions.memberOf(cookieHeader)).toBeNull()
    expect((await sessions.renew(cookieHeader)).cookies).toEqual([])
    await expect(sessions.signOut(cookieHeader)).resolves.toBeDefined()
  })

  test('cannot be read while the database is away, which is not the same as being signed out', async () => {
    const { cookie } = await enter('yunshan:anqing')
    const told: unknown[] = []
    const onError = (error: unknown) => void told.push(error)
    const databaseUrl = 'postgres://nobody:x@127.0.0.1:1/nothing'
    const publicUrl = 'http://127.0.0.1:8080'
    const cut = createSessions({ doors: database.doors, databaseUrl, secret, publicUrl, clock, onError })
    const unavailable = (error: unknown) => isUnavailable(error)
    await expect(cut.memberOf(cookie)).rejects.toSatisfy(unavailable)
    const attempt = cut.signIn({ login: 'yunshan:anqing', password, remember: true }, here)
    await expect(attempt).rejects.toSatisfy(unavailable)
    expect(told).toHaveLength(1)
    await cut.close()
  })
})

describe('renewal', () => {
  test('comes after a day, keeps the session, and the old token for a minute', async () => {
    const erhu = await employ('erhu', '二胡')
    const { cookie } = await enter('yunshan:erhu')
    const first = await sessions.memberOf(cookie)
    expect((await sessions.renew(cookie)).cookies).toEqual([])
    skewMs = 25 * 3_600_000
    const tabs = await Promise.all([sessions.renew(cookie), sessions.renew(cookie)])
    // Of two tabs one is given the new token.
    expect(tabs.filter(({ cookies }) => cookies.length === 1)).toHaveLength(1)
    const renewed = browserKeeps(tabs.flatMap(({ cookies }) => cookies))
    expect(renewed).not.toBe(cookie)
    const second = await sessions.memberOf(renewed)
    expect(second?.sessionId).toBe(first?.sessionId)
    expect((second?.expiresAt ?? 0) - (first?.expiresAt ?? 0)).toBeGreaterThan(24 * 3_600_000)
    const fresh = open()
    expect((await fresh.memberOf(cookie))?.sessionId).toBe(first?.sessionId)
    expect(await storedSessions(erhu)).toHaveLength(1)
    skewMs += 61_000
    const later = open()
    expect(await later.memberOf(cookie)).toBeNull()
    expect((await later.memberOf(renewed))?.actor.id).toBe(erhu)
    await Promise.all([fresh.close(), later.close()])
  })

  test('sign-out with the token before the renewal ends the session as well', async () => {
    const fanxing = await employ('fanxing', '繁星')
    const { cookie } = await enter('yunshan:fanxing')
    skewMs = 25 * 3_600_000
    const renewed = browserKeeps((await sessions.renew(cookie)).cookies)
    await sessions.signOut(cookie)
    expect(await sessions.memberOf(renewed)).toBeNull()
    expect(await storedSessions(fanxing)).toEqual([])
  })
})

const setStatus = (id: string, status: 'active' | 'disabled') =>
  database.doors.withTenant(tenantId, (tx) => tx.rows('update members set status = $2 where id = $1', [id, status]))

describe('the end', () => {
  test('sign-out ends this session at once, and only this one', async () => {
    const one = await enter('yunshan:anqing')
    const other = await enter('yunshan:anqing')
    expect(await sessions.memberOf(one.cookie)).not.toBeNull()
    const { cookies } = await sessions.signOut(one.cookie)
    expect(cookies.some((cookie) => /session_token=;.*Max-Age=0/.test(cookie))).toBe(true)
    expect(await sessions.memberOf(one.cookie)).toBeNull()
    expect(await sessions.memberOf(other.cookie)).not.toBeNull()
    await sessions.signOut(undefined)
  })

  test('a disabled member is refused, at sign-in like a wrong password', async () => {
    const guyu = await employ('guyu', '谷雨')
    const { cookie } = await enter('yunshan:guyu')
    await setStatus(guyu, 'disabled')
    const another = open()
    expect(await another.memberOf(cookie)).toBeNull()
    const answer = await sessions.signIn({ login: 'yunshan:guyu', password, remember: true }, here)
    expect(codeOf(answer)).toBe('sign_in_failed')
    await setStatus(guyu, 'active')
    const again = open()
    expect((await again.memberOf(cookie))?.actor.id).toBe(guyu)
    await Promise.all([another.close(), again.close()])
  })

  test('an answer is given again for a second and no longer', async () => {
    const hanlu = await employ('hanlu', '寒露')
    let monotonic = 0
    const stepped: Clock = { ...clock, monotonic: () => monotonic }
    const onError = (error: unknown) => void faults.push(error)
    const publicUrl = 'http://127.0.0.1:8080'
    const node = createSessions({
      doors: database.doors,
      databaseUrl: database.url,
      secret,
      publicUrl,
      clock: stepped,
      onError,
    })
    const { cookie } = await enter('yunshan:hanlu')
    expect((await node.memberOf(cookie))?.actor.id).toBe(hanlu)
    await setStatus(hanlu, 'disabled')
    monotonic = 999
    expect((await node.memberOf(cookie))?.actor.id).toBe(hanlu)
    monotonic = 1_000
    expect(await node.memberOf(cookie)).toBeNull()
    await node.close()
  })

  test('a suspended merchant is told only to whom knows the password', async () => {
    const { cookie } = await enter('yunshan:anqing')
    await suspendTenant(database.doors, tenantId)
    const another = open()
    expect(await another.memberOf(cookie)).toBeNull()
    const right = await sessions.signIn({ login: 'yunshan:anqing', password, remember: true }, here)
    expect(codeOf(right)).toBe('tenant_suspended')
    const wrong = await sessions.signIn({ login: 'yunshan:anqing', password: 'wrong', remember: true }, here)
    expect(codeOf(wrong)).toBe('sign_in_failed')
    await resumeTenant(database.doors, tenantId)
    expect((await enter('yunshan:anqing')).me.member.id).toBe(anqing)
    await another.close()
  })

  test('what has expired is swept away', async () => {
    const lichun = await employ('lichun', '立春')
    await enter('yunshan:lichun', false)
    const kept = await enter('yunshan:lichun', true)
    skewMs = 13 * 3_600_000
    expect(await sessions.sweep()).toBeGreaterThan(0)
    expect(await storedSessions(lichun)).toHaveLength(1)
    expect((await sessions.memberOf(kept.cookie))?.actor.id).toBe(lichun)
    expect(await sessions.sweep()).toBe(0)
  })

  test('a new password ends the sessions that the old one opened', async () => {
    const memberId = await employ('jingzhe', '惊蛰')
    const { cookie } = await enter('yunshan:jingzhe')
    const fresh = 'another-word-19'
    const credentials = { tenantId, tenantCode: 'yunshan', memberId, account: 'jingzhe', nickname: '惊蛰' }
    await sessions.setPassword({ ...credentials, password: fresh })
    expect(await sessions.memberOf(cookie)).toBeNull()
    const old = await sessions.signIn({ login: 'yunshan:jingzhe', password, remember: true }, here)
    expect(codeOf(old)).toBe('sign_in_failed')
    const login = { login: 'yunshan:jingzhe', password: fresh, remember: true }
    expect(isRefused(await sessions.signIn(login, here))).toBe(false)
  })
})

describe('the schema auth', () => {
  test('is what better-auth expects', async () => {
    const onError = (error: unknown) => void faults.push(error)
    const authDatabase = openAuthDatabase({ url: database.url, poolSize: 1, onError })
    const publicUrl = 'http://127.0.0.1:8080'
    const auth = createStaffAuth({ doors: database.doors, database: authDatabase, clock, secret, publicUrl, onError })
    const { checkSchema } = await auth.$context
    expect(checkSchema).toBeDefined()
    await expect(checkSchema?.()).resolves.toBeUndefined()
    await authDatabase.close()
  })

  test('is closed to the role of a tenant', async () => {
    const peek = database.doors.withTenant(tenantId, (tx) => tx.rows('select token from auth.sessions'))
    await expect(peek).rejects.toThrow(/permission denied for schema auth/)
  })

  test('no password is stored readable', async () => {
    const rows = await database.doors.withSystem('test', (tx) =>
      tx.rows<{ password: string }>('select password from auth.accounts'),
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/)
  })
})
