/** CON-13, 消息预知: what is being typed travels beside the log, may be lost, and is never stored. */
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import type { Environment } from './environment'
import { createTimer } from './timer'

/** At most one draft in this many milliseconds. */
export const DRAFT_INTERVAL_MS = 300
/** A draft that stands still is said again, in milliseconds, for those who came later or lost it. */
export const DRAFT_REPEAT_MS = 10_000
/** A draft nobody repeats is gone, in milliseconds. */
export const DRAFT_EXPIRY_MS = 25_000
/** A member only says that he types, and at most this often, in milliseconds. */
export const TYPING_INTERVAL_MS = 3_000
/** Who stopped saying so types no more, in milliseconds. */
export const TYPING_EXPIRY_MS = 6_000

/** What a composer tells. */
export interface DraftSender {
  /** What stands in the composer now. */
  readonly update: (text: string) => void
  /** It was said or thrown away: what was shown of it goes at once. */
  readonly clear: () => void
}

/** A visitor's draft: throttled, the last one always sent, repeated while it stands, cleared by an empty text. */
export function createDraftSender(environment: Environment, send: (text: string) => unknown): DraftSender {
  let wanted = ''
  let sent = ''
  let sentAt = -Infinity
  const timer = createTimer(environment)

  function plan() {
    timer.cancel()
    if (wanted === '' && sent === '') return
    const waitMs = sentAt + (wanted === sent ? DRAFT_REPEAT_MS : DRAFT_INTERVAL_MS) - environment.now()
    if (waitMs > 0) timer.arm(waitMs, plan)
    else transmit()
  }

  function transmit() {
    sent = wanted
    sentAt = environment.now()
    send(sent)
    plan()
  }

  return {
    update(text) {
      wanted = storable(text)
      plan()
    },
    clear() {
      wanted = ''
      if (sent === '') timer.cancel()
      else transmit()
    },
  }
}

/** A member's typing: that, and nothing of the text. */
export function createTypingSender(environment: Environment, send: (text: string) => unknown): DraftSender {
  let sentAt = -Infinity
  return {
    update(text) {
      if (text === '' || environment.now() - sentAt < TYPING_INTERVAL_MS) return
      sentAt = environment.now()
      send('…')
    },
    clear() {
      sentAt = -Infinity
    },
  }
}

/** Remembers what it is told for a while: `changed` hears the value, and `nothing` when it is stale. */
export function createExpiring<Value>(
  environment: Environment,
  nothing: Value,
  changed: (value: Value) => void,
): (value: Value, forMs: number) => void {
  const timer = createTimer(environment)
  return (value, forMs) => {
    if (value === nothing) timer.cancel()
    else timer.arm(forMs, () => changed(nothing))
    changed(value)
  }
}

/** Cut to the limit; NUL and broken surrogates (half a pair may be left by the cut) would be refused. */
function storable(text: string): string {
  return text.slice(0, FRAME_LIMITS.maxDraftLength).replace(/[\0\ud800-\udfff]/gu, '')
}
