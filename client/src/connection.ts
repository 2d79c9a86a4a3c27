/**
 * One socket to the gateway, kept alive: hello and welcome, answers matched to questions, silence noticed, lost
 * connections made again.
 *
 * Lifecycle: start -> connecting -> connected -> (lost) -> waiting -> connecting ... ; a permanent refusal or `stop`
 * leads to `stopped`, and only `start` leads out of it.
 *
 * Invariants: at most one socket is listened to, and a socket that was given up is never heard again; every question is
 * answered exactly once, with null when its connection went; while one waits no timer but the one of the next attempt
 * runs.
 */
import {
  CLOSE_CODES,
  FRAME_LIMITS,
  PROTOCOL_VERSION,
  SILENCE_TOLERANCE_MS,
  type CallFrame,
  type ClientFrame,
  type FollowFrame,
  type RangeFrame,
  type ReplyFrame,
  type ServerFrame,
  type WelcomeFrame,
  type WireActor,
  type WireError,
} from '@keqiao/contract/frames'
import { backoffMs } from './backoff'
import { localError } from './calls'
import type { Environment, SocketLike } from './environment'
import { createStore, type Store } from './store'
import { createTimer } from './timer'

/** Milliseconds from the first step of connecting to the welcome. */
export const CONNECT_TOLERANCE_MS = 15_000
/** A connection that lived this long, in milliseconds, was a good one: the next backoff begins anew. */
export const STEADY_AFTER_MS = 5_000

export type ConnectionState =
  /** `attempt` is 0 at first, then counts the repetitions. */
  | { readonly status: 'connecting'; readonly attempt: number }
  | {
      readonly status: 'connected'
      readonly me: WireActor
      /** Id of the connection, for support. */
      readonly connection: string
      /** Server's clock minus ours, in milliseconds. */
      readonly clockOffsetMs: number
    }
  /** `retryAt` is epoch milliseconds of our clock. */
  | { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number }
  /** Only `start` goes on from here. `error` is null after `stop`. */
  | { readonly status: 'stopped'; readonly error: WireError | null }

/** Null: the connection went before the answer came; whether the question arrived is unknown. */
export type Answer = ReplyFrame | RangeFrame | null
/** A question without its number. */
export type Question = Omit<CallFrame, 'id'> | Omit<FollowFrame, 'id'>

export interface ConnectionOptions {
  readonly url: string
  readonly as: 'visitor' | 'member'
  readonly token?: (() => string | undefined) | undefined
  readonly environment: Environment
  /** Every frame that answers no question, in order of arrival. */
  readonly onFrame: (frame: ServerFrame) => void
}

export interface Connection {
  readonly state: Store<ConnectionState>
  readonly start: () => void
  readonly stop: () => void
  /** Ends the present wait, unless the server asked for it. */
  readonly retryNow: () => void
  /** Sends and forgets; dropped unless connected. */
  readonly send: (frame: ClientFrame) => void
  /** Calls back once, synchronously when not connected. */
  readonly ask: (question: Question, answered: (answer: Answer) => void) => void
}

/** A connection at rest; `start` brings it up. */
export function createConnection(options: ConnectionOptions): Connection {
  const { environment } = options
  const state = createStore<ConnectionState>({ status: 'stopped', error: null })
  const questions = new Map<number, { readonly at: number; readonly answered: (answer: Answer) => void }>()
  let socket: SocketLike | null = null
  let nextId = 1
  let attempt = 0
  let connectedAt: number | null = null
  let heardAt = 0
  /** The server asked not to be called before this. */
  let notBefore = 0
  let refusal: WireError | null = null
  let forgetOnline: (() => void) | null = null
  const timer = createTimer(environment)

  const transmit = (frame: ClientFrame) => socket?.send(JSON.stringify(frame))

  function connect() {
    refusal = null
    state.set({ status: 'connecting', attempt })
    // A listener of the state may have stopped us meanwhile.
    if (state.getSnapshot().status !== 'connecting') return
    let opening: SocketLike | null = null
    const present = () => opening !== null && socket === opening
    timer.arm(CONNECT_TOLERANCE_MS, () => lost())
    opening = environment.openSocket(options.url, {
      opened() {
        if (!present()) return
        const token = options.token?.()
        transmit({ t: 'hello', v: PROTOCOL_VERSION, as: options.as, ...(token === undefined ? {} : { token }) })
      },
      received(text) {
        if (present()) receive(text)
      },
      closed(code) {
        if (present()) lost(code)
      },
    })
    socket = opening
  }

  function receive(text: string) {
    const frame = parse(text)
    if (!frame) return
    heardAt = environment.now()
    switch (frame.t) {
      case 'welcome':
        return welcomed(frame)
      case 'refused':
        // Only with the close that follows it is it about the connection; a single bad frame costs nothing else.
        refusal = frame.error
        return
      case 'reply':
      case 'range': {
        const question = questions.get(frame.id)
        questions.delete(frame.id)
        return question?.answered(frame)
      }
      case 'beat':
        transmit({ t: 'pong' })
        return options.onFrame(frame)
      default:
        return options.onFrame(frame)
    }
  }

  function welcomed(frame: WelcomeFrame) {
    connectedAt = heardAt
    watchSilence()
    state.set({
      status: 'connected',
      me: frame.me,
      connection: frame.connection,
      clockOffsetMs: frame.now - heardAt,
    })
  }

  /** A half-open socket reports nothing. Neither does a handler that hangs while the beats go on, so questions count. */
  function watchSilence() {
    const oldest = questions.values().next().value?.at ?? Infinity
    const quietMs = environment.now() - Math.min(heardAt, oldest)
    if (quietMs >= SILENCE_TOLERANCE_MS) lost()
    else timer.arm(SILENCE_TOLERANCE_MS - quietMs, watchSilence)
  }

  function lost(code?: number) {
    const wasConnected = connectedAt !== null
    if (connectedAt !== null && environment.now() - connectedAt >= STEADY_AFTER_MS) attempt = 0
    const unanswered = letGo()
    const error = code === CLOSE_CODES.refused ? refusal : null
    if (error && !error.retryable && error.retryAfterMs === undefined) {
      forgetOnline?.()
      state.set({ status: 'stopped', error })
    } else {
      // A draining node is left at once, but only once: a node that we reach again and again is backed off from.
      const atOnce = code === CLOSE_CODES.draining && wasConnected && attempt === 0
      attempt += 1
      const askedForMs = error?.retryAfterMs ?? 0
      const waitMs = askedForMs + (atOnce ? 0 : backoffMs(attempt, environment.random()))
      notBefore = environment.now() + askedForMs
      state.set({ status: 'waiting', attempt, retryAt: environment.now() + waitMs })
      if (state.getSnapshot().status === 'waiting') timer.arm(waitMs, connect)
    }
    unanswered()
  }

  /** The result answers what was still open, once the state tells that there is no connection. */
  function letGo(): () => void {
    timer.cancel()
    connectedAt = null
    const old = socket
    socket = null
    old?.close()
    const open = [...questions.values()]
    questions.clear()
    return () => {
      for (const question of open) question.answered(null)
    }
  }

  function retryNow() {
    if (state.getSnapshot().status === 'waiting' && environment.now() >= notBefore) connect()
  }

  return {
    state,
    start() {
      if (state.getSnapshot().status !== 'stopped') return
      attempt = 0
      forgetOnline = environment.onOnline(retryNow)
      connect()
    },
    stop() {
      forgetOnline?.()
      const unanswered = letGo()
      state.set({ status: 'stopped', error: null })
      unanswered()
    },
    retryNow,
    send(frame) {
      if (connectedAt !== null) transmit(frame)
    },
    ask(question, answered) {
      if (connectedAt === null) return answered(null)
      const id = nextId++
      const text = JSON.stringify({ ...question, id })
      // A frame past the limit costs the connection, and would cost the next one as well.
      if (tooLarge(text)) return answered({ t: 'reply', id, ok: false, error: localError('frame_too_large', false) })
      questions.set(id, { at: environment.now(), answered })
      socket?.send(text)
    },
  }
}

function parse(text: string): ServerFrame | null {
  try {
    return JSON.parse(text) as ServerFrame
  } catch {
    return null
  }
}

function tooLarge(text: string): boolean {
  const max = FRAME_LIMITS.maxFrameBytes
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  return text.length * 3 > max && new TextEncoder().encode(text).length > max
}
