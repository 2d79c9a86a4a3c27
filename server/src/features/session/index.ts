export { createSessions, type MemberSession, type Sessions } from './sessions'
export type { SignInInput } from './sign-in'
export type { SignInThrottle } from './sign-in-throttle'
export { sessionRoutes } from './session.routes'
