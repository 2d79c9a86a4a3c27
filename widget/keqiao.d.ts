/**
 * Types of `window.Keqiao` for scripts of a shop. Put the file beside them; README.md tells what each call does.
 */
interface KeqiaoEvents {
  ready: undefined
  open: undefined
  close: undefined
  /** How many messages of agents the visitor has not seen. */
  unread: number
  message: { conversationId: string }
  conversationStarted: { conversationId: string }
  conversationEnded: { conversationId: string }
  identified: undefined
  identityRefused: { code: string }
}

interface Keqiao {
  (command: 'open' | 'close' | 'toggle'): void
  /** `token`: a JWT (HS256) your server has signed, or a function that gets one. `null`: nobody is signed in. */
  (command: 'identify', who: { token: string | (() => string | Promise<string>) } | null): void
  <Name extends keyof KeqiaoEvents>(command: 'on', event: Name, hear: (detail: KeqiaoEvents[Name]) => void): void
  <Name extends keyof KeqiaoEvents>(command: 'off', event: Name, hear?: (detail: KeqiaoEvents[Name]) => void): void
}

interface Window {
  Keqiao: Keqiao
}
