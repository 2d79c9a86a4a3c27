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
import { createTimer, type Timer } from './timer'

/** Milliseconds from the first step of connecting to the welcome. */
export const CONNECT_TOLERANCE_MS = 15_000
/** So many beats that do not come are a lost connection. */
const MISSED_BEATS = 3
/** A connection that lived this long, in milliseconds, was a good one: the next backoff begins anew. */
export const STEADY_AFTER_MS = 5_000

/** What is known of a connection. */
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
      /** CON-13: what is drafted here is shown to staff before it is sent. */
      readonly preview: boolean
    }
  /** `retryAt` is epoch milliseconds of our clock. */
  | { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number }
  /** Only `start` goes on from here. `error` is null after `stop`. */
  | { readonly status: 'stopped'; readonly error: WireError | null }

/** Null: the connection went before the answer came; whether the question arrived is unknown. */
export type Answer = ReplyFrame | RangeFrame | null
/** A question without its number. */
export type Question = Omit<CallFrame, 'id'> | Omit<FollowFrame, 'id'>

/** Where a connection leads, as whom, and who hears it. */
export interface ConnectionOptions {
  readonly url: string
  readonly as: 'visitor' | 'member'
  readonly token?: (() => string | undefined) | undefined
  readonly environment: Environment
  /** Every frame that answers no question, in order of arrival. */
  readonly onFrame: (frame: ServerFrame) => void
}

/** See the head of this file. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #store = createStore<ConnectionState>({ status: 'stopped', error: null })
  readonly #questions = new Map<number, OpenQuestion>()
  readonly #timer: Timer
  #socket: SocketLike | null = null
  #nextId = 1
  #attempt = 0
  #connectedAt: number | null = null
  #heardAt = 0
  #silenceMs = 0
  /** The server asked not to be called before this. */
  #notBefore = 0
  #refusal: WireError | null = null
  #forgetOnline: (() => void) | null = null

  /** At rest; `start` brings it up. */
  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#timer = createTimer(options.environment)
  }

  /** What is known of the connection now. */
  get state(): Store<ConnectionState> {
    return this.#store
  }

  /** Connects, unless it is at it already. */
  start(): void {
    if (this.#store.getSnapshot().status !== 'stopped') return
    this.#attempt = 0
    this.#forgetOnline = this.#options.environment.onOnline(() => this.retryNow())
    this.#connect()
  }

  /** Stays away until `start`. */
  stop(): void {
    this.#rest(null)
  }

  /** Ends the present wait, unless the server asked for it. */
  retryNow(): void {
    const { environment } = this.#options
    if (this.#store.getSnapshot().status === 'waiting' && environment.now() >= this.#notBefore) this.#connect()
  }

  /** Sends and forgets; dropped unless connected. */
  send(frame: ClientFrame): void {
    if (this.#connectedAt !== null) this.#transmit(frame)
  }

  /** Calls back once, synchronously when not connected. */
  ask(question: Question, answered: (answer: Answer) => void): void {
    if (this.#connectedAt === null) return answered(null)
    const id = this.#nextId++
    const text = JSON.stringify({ ...question, id })
    // A frame past the limit costs the connection, and would cost the next one as well.
    if (tooLarge(text)) return answered({ t: 'reply', id, ok: false, error: localError('frame_too_large', false) })
    this.#questions.set(id, { at: this.#options.environment.now(), answered })
    this.#socket?.send(text)
  }

  #transmit(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  #connect(): void {
    const { environment, url } = this.#options
    this.#refusal = null
    this.#store.set({ status: 'connecting', attempt: this.#attempt })
    // A listener of the state may have stopped us meanwhile.
    if (this.#store.getSnapshot().status !== 'connecting') return
    this.#timer.arm(CONNECT_TOLERANCE_MS, () => this.#lost())
    let opening: SocketLike | null = null
    const present = () => opening !== null && this.#socket === opening
    opening = environment.openSocket(url, {
      opened: () => present() && this.#greet(),
      received: (text) => present() && this.#receive(text),
      closed: (code) => present() && this.#lost(code),
    })
    this.#socket = opening
  }

  #greet(): void {
    const { as, token } = this.#options
    const value = token?.()
    this.#transmit({ t: 'hello', v: PROTOCOL_VERSION, as, ...(value === undefined ? {} : { token: value }) })
  }

  #receive(text: string): void {
    const frame = parse(text)
    if (!frame) return
    this.#heardAt = this.#options.environment.now()
    switch (frame.t) {
      case 'welcome':
        return this.#welcomed(frame)
      case 'refused':
        // Only with the close that follows it is it about the connection; a single bad frame costs nothing else.
        this.#refusal = frame.error
        return
      case 'reply':
      case 'range': {
        const question = this.#questions.get(frame.id)
        this.#questions.delete(frame.id)
        return question?.answered(frame)
      }
      case 'beat':
        this.#transmit({ t: 'pong' })
        return this.#options.onFrame(frame)
      default:
        return this.#options.onFrame(frame)
    }
  }

  #welcomed({ me, connection, now, beatMs, preview = false }: WelcomeFrame): void {
    this.#connectedAt = this.#heardAt
    this.#silenceMs = Math.min(SILENCE_TOLERANCE_MS, MISSED_BEATS * beatMs)
    this.#watchSilence()
    this.#store.set({ status: 'connected', me, connection, clockOffsetMs: now - this.#heardAt, preview })
  }

  /** A half-open socket reports nothing. Neither does a handler that hangs while the beats go on, so questions count. */
  #watchSilence(): void {
    const [oldest] = this.#questions.values()
    const until = Math.min(this.#heardAt + this.#silenceMs, (oldest?.at ?? Infinity) + SILENCE_TOLERANCE_MS)
    const leftMs = until - this.#options.environment.now()
    if (leftMs > 0) this.#timer.arm(leftMs, () => this.#watchSilence())
    else this.#lost()
  }

  #lost(code?: number): void {
    const error = code === CLOSE_CODES.refused ? this.#refusal : null
    if (error && !error.retryable && error.retryAfterMs === undefined) return this.#rest(error)
    const { environment } = this.#options
    const livedMs = this.#connectedAt === null ? 0 : environment.now() - this.#connectedAt
    if (livedMs >= STEADY_AFTER_MS) this.#attempt = 0
    // A draining node is left at once, but only once: from a node that we reach again and again we back off.
    const atOnce = code === CLOSE_CODES.draining && this.#attempt === 0 && this.#connectedAt !== null
    this.#attempt += 1
    const askedForMs = error?.retryAfterMs ?? 0
    const waitMs = askedForMs + (atOnce ? 0 : backoffMs(this.#attempt, environment.random()))
    this.#notBefore = environment.now() + askedForMs
    const waiting = { status: 'waiting', attempt: this.#attempt, retryAt: environment.now() + waitMs } as const
    this.#letGo(waiting, () => this.#timer.arm(waitMs, () => this.#connect()))
  }

  #rest(error: WireError | null): void {
    this.#forgetOnline?.()
    this.#letGo({ status: 'stopped', error })
  }

  /** Leaves the socket, tells, then answers what was still open: who is answered sees that there is no connection. */
  #letGo(next: ConnectionState, then?: () => void): void {
    const socket = this.#socket
    const open = [...this.#questions.values()]
    this.#timer.cancel()
    this.#connectedAt = null
    this.#socket = null
    this.#questions.clear()
    socket?.close()
    this.#store.set(next)
    // Unless a listener of the state went on already.
    if (this.#store.getSnapshot() === next) then?.()
    for (const question of open) question.answered(null)
  }
}

interface OpenQuestion {
  readonly at: number
  readonly answered: (answer: Answer) => void
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
