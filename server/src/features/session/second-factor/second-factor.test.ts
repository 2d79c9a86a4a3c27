import { operations } from '@keqiao/contract'
import type { MemberActor, TenantId } from '@keqiao/domain'
import { createOTP } from '@better-auth/utils/otp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../../platform/clock'
import { isRefused } from '../../../platform/operations'
import { createSecretBox } from '../../../platform/secret-box'
import { openShop, type Merchant, type Shop } from '../../../testing/shop'
import { hashRecoveryCode } from './recovery-codes'
import { createSecondFactor, type Holder, type SecondFactor } from './second-factor'
import { newTotpKey, shownTotpKey, stepOfCode } from './totp'

let shop: Shop
let home: Merchant
let factor: SecondFactor
let skewMs = 0
const clock: Clock = { ...systemClock(), now: () => systemClock(skewMs).now() }

beforeAll(async () => {
  shop = await openShop(clock)
  home = await shop.merchant()
  factor = createSecondFactor({ services: shop.services, box: createSecretBox('a secret for the keys of this test') })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const within = <T>(tenantId: TenantId, work: Parameters<typeof shop.services.doors.withTenant<T>>[1]) =>
  shop.services.doors.withTenant(tenantId, work)
const holderOf = ({ tenantId, id, name }: MemberActor): Holder => ({ tenantId, id, name, login: 'shop:somebody' })
const codeOf = (answer: unknown) => (isRefused(answer) ? answer.error.code : null)

/** A member with a second step, his key and his recovery codes. */
async function protectedMember() {
  const actor = await home.agent()
  const holder = holderOf(actor)
  const { key, setUp } = factor.begin(holder)
  const secret = fromBase32(key)
  const codeAt = (at: number) => createOTP(secret).hotp(Math.floor(at / 30_000))
  const first = await codeAt(clock.now())
  const codes = await within(home.tenantId, (tx) => factor.confirm(tx, holder, setUp, first))
  if (isRefused(codes)) throw new Error(codes.error.code)
  const use = (code: string) => within(home.tenantId, (tx) => factor.useCode(tx, holder, code))
  return { actor, holder, secret, codes, first, codeAt, use }
}

function fromBase32(text: string): string {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return String.fromCharCode(...bytes.map((byte) => parseInt(byte, 2)))
}

describe('a code', () => {
  it('SEC-01: is taken one step early and late, and not two', async () => {
    const key = newTotpKey()
    const now = 1_700_000_000_000
    const at = (steps: number) => createOTP(key).hotp(Math.floor(now / 30_000) + steps)
    for (const steps of [-1, 0, 1]) expect(await stepOfCode(key, await at(steps), now)).not.toBeNull()
    for (const steps of [-2, 2]) expect(await stepOfCode(key, await at(steps), now)).toBeNull()
  })

  it('is of the key that is shown', () => {
    const { uri, key } = shownTotpKey('12345678901234567890', 'Keqiao', 'shop:anqing')
    // The key of RFC 6238, appendix B.
    expect(key).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(uri).toMatch(/^otpauth:\/\/totp\/Keqiao:shop%3Aanqing\?/)
  })

  it('is the one that RFC 6238 wants at its times', async () => {
    const key = '12345678901234567890'
    expect(await stepOfCode(key, '287082', 59_000)).toBe(1)
    expect(await stepOfCode(key, '081804', 1_111_111_109_000)).toBe(37_037_036)
  })

  it('SEC-01: is good once, and none before it afterwards', async () => {
    const { use, first, codeAt } = await protectedMember()
    expect(codeOf(await use(first))).toBe('second_factor_wrong')
    const next = await codeAt(clock.now() + 30_000)
    expect(await use(next)).toBeNull()
    expect(codeOf(await use(next))).toBe('second_factor_wrong')
  })

  it('is used by one of two who come at once', async () => {
    const { use, codeAt } = await protectedMember()
    const next = await codeAt(clock.now() + 30_000)
    const answers = await Promise.all([use(next), use(next)])
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['second_factor_wrong', null]))
  })
})

describe('recovery codes', () => {
  it('are ten, each good once however it is typed, and void after new ones', async () => {
    const { codes, use, holder, actor } = await protectedMember()
    expect(new Set(codes).size).toBe(10)
    const [one = '', other = ''] = codes
    expect(await use(` ${one.toUpperCase().replaceAll('-', ' ')} `)).toBeNull()
    expect(codeOf(await use(one))).toBe('second_factor_wrong')
    expect(await within(home.tenantId, (tx) => factor.read(tx, home.tenantId, actor.id))).toMatchObject({
      recoveryCodesLeft: 9,
    })
    expect(shop.heard).toContainEqual(
      expect.objectContaining({ type: 'recoveryCode.used', payload: { memberId: actor.id, leftCount: 9 } }),
    )
    await within(home.tenantId, (tx) => factor.renewCodes(tx, holder))
    expect(codeOf(await use(other))).toBe('second_factor_wrong')
  })

  it('are stored as hashes, and the key is sealed', async () => {
    const { codes, actor, secret } = await protectedMember()
    const rows = await within(home.tenantId, (tx) =>
      tx.rows<{ code_hash: Buffer }>('select code_hash from recovery_codes where member_id = $1', [actor.id]),
    )
    expect(rows).toHaveLength(10)
    const expected = codes.map((code) => hashRecoveryCode(actor.id, code).toString('hex'))
    expect(rows.map(({ code_hash }) => code_hash.toString('hex')).toSorted()).toEqual(expected.toSorted())
    const [stored] = await within(home.tenantId, (tx) =>
      tx.rows<{ sealed: Buffer }>('select sealed from second_factors where member_id = $1', [actor.id]),
    )
    expect(stored?.sealed.includes(secret)).toBe(false)
  })
})

describe('the gate behind the password', () => {
  const pass = (holder: Holder, shown: { code?: string; setUp?: string }, waitMs = 0) => {
    const proof = { code: shown.code, setUp: shown.setUp, takeAttempt: () => Promise.resolve(waitMs) }
    return within(home.tenantId, (tx) => factor.pass(tx, holder, proof))
  }

  it('lets in who has none, and asks who has one', async () => {
    expect(await pass(holderOf(await home.agent()), {})).toBeNull()
    const { holder, codeAt } = await protectedMember()
    expect(codeOf(await pass(holder, {}))).toBe('second_factor_required')
    expect(codeOf(await pass(holder, { code: '000000' }))).toBe('second_factor_wrong')
    expect(codeOf(await pass(holder, { code: '000000' }, 60_000))).toBe('sign_in_throttled')
    expect(await pass(holder, { code: await codeAt(clock.now() + 30_000) })).toBeNull()
  })

  it('SEC-01: leads to setting it up where the merchant wants it, and takes no key that is old or of another', async () => {
    const admin = await home.agent({ role: 'administrator' })
    const { version } = await shop.result<{ version: number }>(admin, operations.settings.getSecurity, {})
    const settings = { secondFactorRequired: true }
    await shop.result(admin, operations.settings.changeSecurity, { version, settings })
    const holder = holderOf(await home.agent())
    const asked = await pass(holder, {})
    if (!asked) throw new Error('he came in without')
    expect(asked.error.code).toBe('second_factor_to_set_up')
    const { key, setUp } = asked.error.data as { key: string; setUp: string }
    const code = await createOTP(fromBase32(key)).hotp(Math.floor(clock.now() / 30_000))
    expect(codeOf(await pass(holderOf(await home.agent()), { code, setUp }))).toBe('second_factor_set_up_expired')
    skewMs = 16 * 60_000
    expect(codeOf(await pass(holder, { code, setUp }))).toBe('second_factor_set_up_expired')
    skewMs = 0
    expect(await pass(holder, { code, setUp })).toBeNull()
    expect(codeOf(await pass(holder, {}))).toBe('second_factor_required')
    await shop.result(admin, operations.settings.changeSecurity, {
      version: version + 1,
      settings: { secondFactorRequired: false },
    })
  })
})

describe('an administrator', () => {
  it('sees who has it, and takes it from who lost his device', async () => {
    const { actor, holder } = await protectedMember()
    const admin = await home.agent({ role: 'administrator' })
    const seen = async () =>
      (
        await shop.result<{ members: { id: string; secondFactor: boolean }[] }>(admin, operations.member.list, {
          limit: 200,
        })
      ).members.find(({ id }) => id === actor.id)?.secondFactor
    expect(await seen()).toBe(true)
    expect(await shop.refusal(admin, operations.member.resetSecondFactor, { memberId: admin.id })).toBe(
      'not_on_yourself',
    )
    await shop.result(admin, operations.member.resetSecondFactor, { memberId: actor.id })
    expect(await seen()).toBe(false)
    expect(shop.heard).toContainEqual(
      expect.objectContaining({ type: 'secondFactor.reset', actor: expect.objectContaining({ id: admin.id }) }),
    )
    expect(codeOf(await within(home.tenantId, (tx) => factor.useCode(tx, holder, '123456')))).toBe(
      'second_factor_absent',
    )
  })
})

describe('sign-in', () => {
  it('SEC-01: by password alone opens nothing, and guesses of the code are counted', async () => {
    const { actor } = { actor: await home.agent() }
    const { sessions } = shop
    const [row] = await within(home.tenantId, (tx) =>
      tx.rows<{ account: string; code: string }>(
        'select account, code from members join tenants on tenants.id = tenant_id where members.id = $1',
        [actor.id],
      ),
    )
    if (!row) throw new Error('he is there')
    const password = '雨后春笋-7351'
    const { tenantId, id: memberId, name: nickname } = actor
    await sessions.setPassword({ tenantId, tenantCode: row.code, memberId, account: row.account, nickname, password })
    const enter = (more: object) =>
      sessions.signIn(
        { login: `${row.code}:${row.account}`, password, remember: false, ...more },
        { address: '192.0.2.1' },
      )
    const admin = await home.agent({ role: 'administrator' })
    const { version } = await shop.result<{ version: number }>(admin, operations.settings.getSecurity, {})
    const settings = { secondFactorRequired: true }
    await shop.result(admin, operations.settings.changeSecurity, { version, settings })
    const asked = await enter({})
    if (!isRefused(asked)) throw new Error('he came in without')
    const { key, setUp } = asked.error.data as { key: string; setUp: string }
    const codeAt = (steps: number) => createOTP(fromBase32(key)).hotp(Math.floor(clock.now() / 30_000) + steps)
    const entered = await enter({ code: await codeAt(0), setUp })
    if (isRefused(entered)) throw new Error(entered.error.code)
    expect(entered.recoveryCodes).toHaveLength(10)
    expect(await sessions.memberOf(entered.cookies[0]?.split(';')[0])).toMatchObject({ actor: { id: memberId } })
    expect(codeOf(await enter({}))).toBe('second_factor_required')
    expect(isRefused(await enter({ code: await codeAt(1) }))).toBe(false)
    for (let guess = 0; guess < 8; guess++) expect(codeOf(await enter({ code: '000000' }))).toBe('second_factor_wrong')
    // To show the password alone in between forgives no guess.
    expect(codeOf(await enter({}))).toBe('second_factor_required')
    expect(codeOf(await enter({ code: entered.recoveryCodes?.[0] }))).toBe('sign_in_throttled')
    const ended = await shop.result<{ endedCount: number }>(admin, operations.member.endSessions, { memberId })
    expect(ended.endedCount).toBe(2)
    expect(await sessions.memberOf(entered.cookies[0]?.split(';')[0])).toBeNull()
  })
})
