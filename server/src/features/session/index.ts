export { createSessions, type MemberSession, type Sessions } from './sessions'
export type { Credentials } from './set-password'
export type { SignInInput } from './sign-in'
export type { SignInThrottle } from './sign-in-throttle'
