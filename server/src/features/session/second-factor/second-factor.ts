import type { Doer } from '../../../platform/event-log'
import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'
import { isRefused, refuse, type Refused, type Services } from '../../../platform/operations'
import type { SecretBox } from '../../../platform/secret-box'
import { lockMember, recordOf, type MemberEvent } from '../../member'
import { readSecuritySettings } from '../../tenant'
import { hashRecoveryCode, newRecoveryCodes, normaliseCode } from './recovery-codes'
import {
  advanceStep,
  countRecoveryCodes,
  deleteFactor,
  insertFactor,
  replaceRecoveryCodes,
  selectFactor,
  useRecoveryCode,
} from './second-factor.store'
import { newTotpKey, shownTotpKey, stepOfCode } from './totp'

/** Whose second step it is. */
export interface Holder {
  readonly tenantId: TenantId
  readonly id: MemberId
  readonly name: string
  /** `merchant-code:account`: what the authenticator application shows. */
  readonly login: string
}

/** What somebody shows beside his password when he signs in. */
export interface Proof {
  /** Of the application, or a recovery code. */
  readonly code: string | undefined
  /** The key he was shown, while he sets it up. */
  readonly setUp: string | undefined
  /** Takes an attempt; milliseconds to wait, 0: go on. */
  takeAttempt(): Promise<number>
  /** Codes that were made while he came in. */
  recoveryCodes?: readonly string[]
  /** Why he did not come in. */
  refused?: Refused
}

/** How long a key that was shown can be confirmed. */
const setUpLastsMs = 15 * 60_000

/** What an authenticator application calls us. */
const issuer = 'Keqiao'

/** The second step of signing in: codes of an authenticator application, and recovery codes. */
export type SecondFactor = ReturnType<typeof createSecondFactor>

/** Keys are sealed by `box`; what happens to them stands in the log. */
export function createSecondFactor({ services, box }: { readonly services: Services; readonly box: SecretBox }) {
  const now = () => services.clock.now()
  const record = (tx: Tx, holder: Doer & Holder, event: MemberEvent) =>
    recordOf({ tx, now: now(), services }, holder, holder.id, event)
  const doer = (holder: Holder) => ({ kind: 'member', ...holder }) as const

  /** Keeps the key that was shown, if the code is of it. Returns the recovery codes, which are told this once. */
  async function confirm(tx: Tx, holder: Holder, setUp: string, code: string): Promise<string[] | Refused> {
    const { tenantId, id } = holder
    const key = openSetUp(box, id, setUp, now())
    if (key === null) return refuse('second_factor_set_up_expired')
    const step = await stepOfCode(key, normaliseCode(code), now())
    if (step === null) return refuse('second_factor_wrong')
    // First the member, as everywhere: of two who would wait for each other one would be sent away.
    await lockMember(tx, tenantId, id)
    const sealed = box.seal(key, keyContext(id))
    if (!(await insertFactor(tx, tenantId, id, { sealed, step, now: now() }))) return refuse('second_factor_set_up')
    const codes = await giveCodes(tx, holder)
    await record(tx, doer(holder), { type: 'secondFactor.enabled', payload: { memberId: id } })
    return codes
  }

  /** Uses a code up: each is good once. */
  async function useCode(tx: Tx, holder: Holder, typed: string): Promise<Refused | null> {
    const { tenantId, id } = holder
    const factor = await selectFactor(tx, tenantId, id)
    if (!factor) return refuse('second_factor_absent')
    const code = normaliseCode(typed)
    if (/^\d{6}$/.test(code)) {
      const step = await stepOfCode(box.open(factor.sealed, keyContext(id)), code, now())
      const fresh = step !== null && (await advanceStep(tx, tenantId, id, step))
      return fresh ? null : refuse('second_factor_wrong')
    }
    await lockMember(tx, tenantId, id)
    if (!(await useRecoveryCode(tx, tenantId, id, hashRecoveryCode(id, code), now())))
      return refuse('second_factor_wrong')
    const leftCount = await countRecoveryCodes(tx, tenantId, id)
    await record(tx, doer(holder), { type: 'recoveryCode.used', payload: { memberId: id, leftCount } })
    return null
  }

  const begin = (holder: Holder) => beginSetUp(box, holder, now())

  return {
    begin,
    confirm,
    useCode,
    /** The gate behind a right password: null lets him in. Who may not come without one is shown a key to set up. */
    async pass(tx: Tx, holder: Holder, proof: Proof): Promise<Refused | null> {
      const { tenantId, id } = holder
      const { code, setUp } = proof
      const has = (await selectFactor(tx, tenantId, id)) !== null
      if (!has && !(await readSecuritySettings(tx, tenantId)).secondFactorRequired) return null
      if (has ? code === undefined : code === undefined || setUp === undefined)
        return has ? refuse('second_factor_required') : refuse('second_factor_to_set_up', begin(holder))
      const waitMs = await proof.takeAttempt()
      if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
      if (has) return useCode(tx, holder, code ?? '')
      const codes = await confirm(tx, holder, setUp ?? '', code ?? '')
      if (isRefused(codes)) return codes
      proof.recoveryCodes = codes
      return null
    },
    read: readFactor,
    /** Ten new recovery codes; those before are void. */
    async renewCodes(tx: Tx, holder: Holder): Promise<string[]> {
      await lockMember(tx, holder.tenantId, holder.id)
      const codes = await giveCodes(tx, holder)
      await record(tx, doer(holder), { type: 'recoveryCodes.renewed', payload: { memberId: holder.id } })
      return codes
    },
    /** Takes it away by his own wish. */
    async disable(tx: Tx, holder: Holder): Promise<void> {
      await lockMember(tx, holder.tenantId, holder.id)
      await deleteFactor(tx, holder.tenantId, holder.id)
      await record(tx, doer(holder), { type: 'secondFactor.disabled', payload: { memberId: holder.id } })
    },
  }
}

/** A key to be shown, and the same sealed: nothing is stored before it is confirmed. */
function beginSetUp(box: SecretBox, { id, login }: Holder, at: number) {
  const key = newTotpKey()
  const setUp = box.seal(JSON.stringify({ key, at }), setUpContext(id)).toString('base64url')
  return { ...shownTotpKey(key, issuer, login), setUp }
}

async function giveCodes(tx: Tx, { tenantId, id }: Holder): Promise<string[]> {
  const codes = newRecoveryCodes()
  const hashes = codes.map((code) => hashRecoveryCode(id, code))
  await replaceRecoveryCodes(tx, tenantId, id, hashes)
  return codes
}

/** Whether he has one, since when, and how many recovery codes are left. */
async function readFactor(tx: Tx, tenantId: TenantId, memberId: MemberId) {
  const factor = await selectFactor(tx, tenantId, memberId)
  return {
    enabledAt: factor?.enabled_at ?? null,
    recoveryCodesLeft: factor ? await countRecoveryCodes(tx, tenantId, memberId) : 0,
    required: (await readSecuritySettings(tx, tenantId)).secondFactorRequired,
  }
}

const keyContext = (memberId: MemberId) => `second factor ${memberId}`
const setUpContext = (memberId: MemberId) => `second factor to set up ${memberId}`

/** The key that was shown to this member; null when it is too old, or was never shown to him. */
function openSetUp(box: SecretBox, memberId: MemberId, setUp: string, now: number): string | null {
  try {
    const text = box.open(Buffer.from(setUp, 'base64url'), setUpContext(memberId))
    const { key, at } = JSON.parse(text) as { key: string; at: number }
    return at + setUpLastsMs > now ? key : null
  } catch {
    return null
  }
}
