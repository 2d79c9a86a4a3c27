import type { WireError } from '@keqiao/contract/frames'
import type { EntranceCatalogue } from '../../i18n/catalogue'
import { errorWords } from '../../i18n/error-words'

export type SignInField = 'login' | 'password'

/** What is missing before it is worth asking the server; null when nothing. */
export function checkSignIn(
  login: string,
  password: string,
  texts: EntranceCatalogue,
): { field: SignInField; text: string } | null {
  const [merchant, account] = splitLogin(login)
  if (merchant === '' && account === '') return { field: 'login', text: texts.session.loginMissing }
  if (merchant === '' || account === '') return { field: 'login', text: texts.session.loginIncomplete }
  if (password === '') return { field: 'password', text: texts.session.passwordMissing }
  return null
}

/** Merchant code and account of what was typed. A Chinese keyboard writes the full-width colon. */
export function splitLogin(login: string): readonly [merchant: string, account: string] {
  const text = login.trim().replace('：', ':')
  const colon = text.indexOf(':')
  return colon < 0 ? ['', text] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]
}

/** Why the server did not let somebody in, in words that say what to do. */
export function refusalWords(error: WireError, texts: EntranceCatalogue): string {
  switch (error.code) {
    case 'sign_in_failed':
      return texts.session.failed
    case 'sign_in_throttled':
      return error.retryAfterMs === undefined
        ? texts.session.throttledSoon
        : texts.session.throttled(waitWords(error.retryAfterMs, texts))
    case 'tenant_suspended':
      return texts.session.suspended
    case 'disconnected':
      return texts.session.network
    default:
      return errorWords(texts, error.code)
  }
}

/** Under two minutes in seconds, from there in minutes; never less than what is left. */
export function waitWords(waitMs: number, texts: EntranceCatalogue): string {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return seconds < 120 ? texts.time.seconds(seconds) : texts.time.minutes(Math.ceil(seconds / 60))
}
