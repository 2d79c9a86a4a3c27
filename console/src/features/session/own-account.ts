import { request, type Output, type Reply } from '@keqiao/client'
import { forgetSession, sameOrigin, tellOtherTabs } from './session'

/** One of the places where the member is signed in. */
export type OwnSession = Output<'session.list'>['sessions'][number]

export const listOwnSessions = () => request(sameOrigin, 'session.list', {})

export const revokeSession = (sessionId: string) => request(sameOrigin, 'session.revoke', { sessionId })

export const changeOwnPassword = (current: string, password: string) =>
  request(sameOrigin, 'session.changePassword', { current, password })

/** Ends all own sessions, this one too. */
export async function signOutEverywhere(): Promise<Reply<object>> {
  const reply = await request(sameOrigin, 'session.signOutEverywhere', {})
  if (!reply.ok && reply.error.code !== 'unauthenticated') return reply
  forgetSession()
  tellOtherTabs()
  return { ok: true, result: {} }
}

export const readSecondStep = () => request(sameOrigin, 'session.secondFactor', {})

export const beginSecondStep = (password: string) => request(sameOrigin, 'session.beginSecondFactor', { password })

export const confirmSecondStep = (setUp: string, code: string) =>
  request(sameOrigin, 'session.confirmSecondFactor', { setUp, code })

export const renewRecoveryCodes = (password: string, code: string) =>
  request(sameOrigin, 'session.renewRecoveryCodes', { password, code })

export const disableSecondStep = (password: string, code: string) =>
  request(sameOrigin, 'session.disableSecondFactor', { password, code })
