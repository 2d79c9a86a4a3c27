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

/** What the visitor is looking at. Links and pictures: http or https; a relative one is read as pages read it. */
interface KeqiaoProduct {
  /** The shop's own number of it. */
  id?: string
  title: string
  /** As the shop writes it, or a number with `currency`. */
  price?: string | number
  /** ISO 4217, as `CNY`. */
  currency?: string
  url?: string
  image?: string
  attributes?: Record<string, string> | { name: string; value: string }[]
}

/** An order of the visitor, as the page says it; to have it vouched for, sign it into the token of `identify`. */
interface KeqiaoOrder {
  number: string
  placedAt?: Date | number | string
  status?: string
  total?: string | number
  currency?: string
  url?: string
  lines?: { title: string; quantity?: number; price?: string | number; image?: string }[]
}

interface Keqiao {
  (command: 'open' | 'close' | 'toggle'): void
  /** `token`: a JWT (HS256) your server has signed, or a function that gets one. `null`: nobody is signed in. */
  (command: 'identify', who: { token: string | (() => string | Promise<string>) } | null): void
  /** Address and title in place of the page's own. */
  (command: 'page', page: { url?: string; title?: string }): void
  /** Agents see it, and both can send it as a card. `null`: none any more. */
  (command: 'product', product: KeqiaoProduct | null): void
  /** Newest first, ten at most; they stay until others are told. */
  (command: 'orders', orders: KeqiaoOrder[] | null): void
  (command: 'order', order: KeqiaoOrder | null): void
  <Name extends keyof KeqiaoEvents>(command: 'on', event: Name, hear: (detail: KeqiaoEvents[Name]) => void): void
  <Name extends keyof KeqiaoEvents>(command: 'off', event: Name, hear?: (detail: KeqiaoEvents[Name]) => void): void
}

interface Window {
  Keqiao: Keqiao
}
