import { operations } from '@keqiao/contract'
import type { FastifyInstance } from 'fastify'
import type { Tx } from '../../../platform/database/tx'
import type { RouteParts } from '../../../platform/http'
import { isRefused, refuse, type Refused, type Services } from '../../../platform/operations'
import { bindOwn } from '../bind-own'
import type { MemberSession, Sessions } from '../sessions'
import { signInName } from '../sign-in-name'
import type { Holder, SecondFactor } from './second-factor'

/**
 * What a member does with his own second step. Over HTTP alone, with his cookie: the answers hold secrets, which a
 * repeat of a command would have to be kept for. Each change asks for the password again, since a screen may be left open.
 */
export function bindOwnSecondFactor(
  app: FastifyInstance,
  parts: RouteParts,
  sessions: Sessions,
  { services, secondFactor }: { readonly services: Services; readonly secondFactor: SecondFactor },
): void {
  const bind = bindOwn(app, parts, sessions)
  const within = <T>({ actor }: MemberSession, work: (tx: Tx) => Promise<T>) =>
    services.doors.withTenant(actor.tenantId, work)
  const holderOf = async ({ actor }: MemberSession): Promise<Holder | Refused> => {
    const me = await sessions.me(actor)
    if (!me) return refuse('unauthenticated')
    const { tenantId, id, name } = actor
    return { tenantId, id, name, login: signInName(me.tenant.code, me.member.account) }
  }
  /** Somebody who has just typed his password. */
  const proven = async (session: MemberSession, password: string, address: string) => {
    const holder = await holderOf(session)
    if (isRefused(holder)) return holder
    return (await sessions.checkPassword({ ...session, login: holder.login }, password, { address })) ?? holder
  }
  /** The same with a code; what `work` does and the code are used together or not at all. */
  const withCode = async <T>(
    session: MemberSession,
    { password, code }: { readonly password: string; readonly code: string },
    address: string,
    work: (tx: Tx, holder: Holder) => Promise<T | Refused>,
  ): Promise<T | Refused> => {
    const holder = await proven(session, password, address)
    if (isRefused(holder)) return holder
    const attempts = sessions.codeAttempts(holder.login, address)
    const waitMs = await attempts.take()
    if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
    const answer = await within(
      session,
      async (tx) => (await secondFactor.useCode(tx, holder, code)) ?? work(tx, holder),
    )
    if (!isRefused(answer)) await attempts.forgive()
    return answer
  }

  bind(operations.session.secondFactor, (session) =>
    within(session, (tx) => secondFactor.read(tx, session.actor.tenantId, session.actor.id)),
  )
  bind(operations.session.beginSecondFactor, async (session, { password }, { request }) => {
    const holder = await proven(session, password, request.ip)
    if (isRefused(holder)) return holder
    const { enabledAt } = await within(session, (tx) => secondFactor.read(tx, holder.tenantId, holder.id))
    return enabledAt === null ? secondFactor.begin(holder) : refuse('second_factor_set_up')
  })
  bind(operations.session.confirmSecondFactor, async (session, { setUp, code }, { request }) => {
    const holder = await holderOf(session)
    if (isRefused(holder)) return holder
    const attempts = sessions.codeAttempts(holder.login, request.ip)
    const waitMs = await attempts.take()
    if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
    const recoveryCodes = await within(session, (tx) => secondFactor.confirm(tx, holder, setUp, code))
    if (isRefused(recoveryCodes)) return recoveryCodes
    await attempts.forgive()
    return { recoveryCodes }
  })
  bind(operations.session.renewRecoveryCodes, (session, input, { request }) =>
    withCode(session, input, request.ip, async (tx, holder) => ({
      recoveryCodes: await secondFactor.renewCodes(tx, holder),
    })),
  )
  bind(operations.session.disableSecondFactor, async (session, input, { request }) => {
    const { actor } = session
    const { required } = await within(session, (tx) => secondFactor.read(tx, actor.tenantId, actor.id))
    if (required) return refuse('second_factor_demanded')
    return withCode(session, input, request.ip, async (tx, holder) => {
      await secondFactor.disable(tx, holder)
      return {}
    })
  })
}
