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
