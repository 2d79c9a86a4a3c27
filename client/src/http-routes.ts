/** Names for the operations of the HTTP door: what is behind `request`. */
import type { Input, OperationName, Output, Reply } from './calls'
import { requestAt, type HttpOptions } from './http'

/** A visitor's only one: his panel takes it without the others, which are bytes that it does not need. */
export const visitorSession = 'POST /api/visitor/session'

/** Method and path of the operations that only HTTP has, as in the contract (a test compares). */
export const httpRoutes = {
  'session.signIn': 'POST /api/session',
  'session.ways': 'GET /api/session/ways/{merchant}',
  'session.setUp': 'POST /api/set-up',
  'session.get': 'GET /api/session',
  'session.signOut': 'DELETE /api/session',
  'session.list': 'GET /api/sessions',
  'session.revoke': 'DELETE /api/sessions/{sessionId}',
  'session.signOutEverywhere': 'DELETE /api/sessions',
  'session.changePassword': 'PUT /api/session/password',
  'session.secondFactor': 'GET /api/session/second-factor',
  'session.beginSecondFactor': 'POST /api/session/second-factor/key',
  'session.confirmSecondFactor': 'POST /api/session/second-factor',
  'session.renewRecoveryCodes': 'POST /api/session/second-factor/recovery-codes',
  'session.disableSecondFactor': 'POST /api/session/second-factor/disable',
  'notification.pushKey': 'GET /api/push/key',
  'notification.subscribePush': 'POST /api/push/subscriptions',
  'notification.unsubscribePush': 'POST /api/push/unsubscribe',
  'notification.tryPush': 'POST /api/push/try',
  'visitor.identify': visitorSession,
} as const satisfies { readonly [Name in OperationName]?: string }

/** The operations that `request` knows. */
export type HttpOperation = keyof typeof httpRoutes

/** Calls one operation over HTTP by its name; see `requestAt`. */
export function request<Name extends HttpOperation>(
  options: HttpOptions,
  name: Name,
  input: Input<Name>,
  key?: string,
): Promise<Reply<Output<Name>>> {
  return requestAt<Name>(options, httpRoutes[name], input, key)
}
