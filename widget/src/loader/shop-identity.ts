import { KEPT } from '../bridge'
import { forgetVisitor } from './forget-visitor'
import type { Keepsake } from './keepsake'
import type { Launcher } from './launcher'
import type { PanelFrame } from './panel-frame'

/** The shop's word for who the visitor is. */
export interface ShopIdentity {
  /** `{ token }` with a JWT or a function that gets one; `null`: nobody any more. */
  identify(who: unknown): Promise<void>
  /** Another tab has said who he is: what was said here is outdated. */
  elsewhere(): void
  /** What became of it in the frame: null, or the code of a refusal. */
  heard(code: string | null): void
}

/** Who the frame is shown to is settled when it starts: another person means another start. */
export function createShopIdentity(parts: {
  readonly keepsake: Keepsake
  readonly launcher: Launcher
  readonly frame: PanelFrame
  /** Goes into the frame with its start. */
  identity?: string
}): ShopIdentity {
  const { keepsake, frame } = parts
  /** Asks the shop for another token when the one it gave has expired. */
  let askAgain: (() => Promise<void>) | undefined
  let named: string | undefined
  /** The latest call counts, in whatever order tokens arrive. */
  let latest = 0

  function take(token: string): void {
    const sub = subjectOf(token)
    if (sub === undefined) return console.warn('Keqiao: identify needs a token signed by your server')
    const before = keepsake.get(KEPT.sub)
    // Somebody else used this browser before: nothing of his is shown.
    if (before !== undefined && before !== sub) forgetVisitor(parts)
    parts.identity = token
    if (frame.loaded && (named ?? before) !== sub) frame.load()
    named = sub
  }

  function leave(): void {
    const wasNamed = parts.identity !== undefined || keepsake.get(KEPT.sub) !== undefined
    delete parts.identity
    named = undefined
    // A shop may say on every page that nobody is signed in: a stranger's conversation goes on.
    if (!wasNamed) return
    forgetVisitor(parts)
    if (frame.loaded) frame.load()
  }

  async function ask(token: () => unknown): Promise<void> {
    const call = latest
    try {
      const given = await token()
      if (call === latest && typeof given === 'string') take(given)
    } catch (error) {
      console.warn('Keqiao: identify got no token', error)
    }
  }

  return {
    async identify(who) {
      latest += 1
      askAgain = undefined
      if (who === null) return leave()
      const token = typeof who === 'object' && who && 'token' in who ? who.token : undefined
      if (typeof token === 'string') return take(token)
      if (typeof token !== 'function') return console.warn('Keqiao: identify({ token }) or identify(null)')
      const get = token as () => unknown
      await ask(get)
      askAgain = async () => {
        askAgain = undefined
        named = ''
        await ask(get)
      }
    },
    elsewhere() {
      latest += 1
      askAgain = undefined
      named = undefined
      delete parts.identity
    },
    heard(code) {
      if (code === null && named) keepsake.set(KEPT.sub, named)
      if (code === 'identity_expired') void askAgain?.()
    },
  }
}

/** Whom a token names, unchecked: the server checks. Undefined for what is no token. */
function subjectOf(token: string): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    const { sub } = JSON.parse(atob(payload)) as { sub?: unknown }
    return typeof sub === 'string' && sub ? sub : undefined
  } catch {
    return undefined
  }
}
