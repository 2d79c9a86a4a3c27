/**
 * What makes a lossy connection look like the log: each followed stream has a cursor, and its events reach the handler
 * strictly in order, each once.
 *
 * An event that does not continue from the cursor is a gap: it is dropped and the range from the cursor is asked for,
 * at most once at a time per stream. Events at or below the cursor are repetitions. Beats carry the head of each
 * stream, so that a gap at the end is found as well. On every new connection each stream is asked for from its cursor.
 */
import type { EventView } from '@keqiao/contract'
import type { ServerFrame, WireError, WireEvent } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { Connection } from './connection'
import type { Environment } from './environment'
import { createTimer, type Timer } from './timer'

/** Who hears a stream. */
export interface StreamHandler {
  /** Never empty, in order, continuing what came before. */
  readonly events: (events: readonly EventView[]) => void
  /** The stream may not be followed; nothing more comes. */
  readonly failed: (error: WireError) => void
}

/** The followed streams of a connection. */
export interface Session {
  /** Follows a stream from a cursor (seq of the last event one has, 0 for none). The result ends it. */
  readonly follow: (stream: string, cursor: number, handler: StreamHandler) => () => void
  /** To be told every frame that answers no question. */
  readonly receive: (frame: ServerFrame) => void
  /** To be told of every new connection. */
  readonly connected: () => void
}

interface Follower {
  readonly stream: string
  readonly handler: StreamHandler
  cursor: number
  /** The highest seq anybody told us of. */
  head: number
  asking: boolean
  /** A gap was noticed while asking. */
  again: boolean
  /** Questions without an answer worth having, in a row. */
  failures: number
  readonly retry: Timer
}

/** The followed streams of one connection. */
export function createSession(connection: Connection, environment: Environment): Session {
  const followers = new Set<Follower>()

  function ask(follower: Follower) {
    if (connection.state.getSnapshot().status !== 'connected') return
    // What is noticed while an answer is under way may be newer than that answer.
    if (follower.asking) return void (follower.again = true)
    follower.asking = true
    follower.again = false
    follower.retry.cancel()
    connection.ask({ t: 'follow', s: follower.stream, cursor: follower.cursor }, (answer) => {
      follower.asking = false
      // Lost with its connection: the next one asks anew.
      if (!answer || !followers.has(follower)) return
      if (answer.t === 'reply') return answer.ok ? undefined : refused(follower, answer.error)
      follower.failures = 0
      follower.head = Math.max(follower.head, answer.head)
      const before = follower.cursor
      take(follower, answer.events)
      const progressed = follower.cursor > before
      const behind = answer.more || follower.head > follower.cursor
      // Without progress or news nothing would be different next time: the next event or beat asks again.
      if (behind && (progressed || follower.again)) ask(follower)
    })
  }

  function refused(follower: Follower, error: WireError) {
    if (!mayRepeat(error, follower.failures)) {
      followers.delete(follower)
      return follower.handler.failed(error)
    }
    follower.failures += 1
    follower.retry.arm(repeatAfterMs(error, follower.failures, environment), () => ask(follower))
  }

  function take(follower: Follower, events: readonly WireEvent[]) {
    const fresh = events.filter((event) => event.seq > follower.cursor) as EventView[]
    const last = fresh.at(-1)
    if (!last) return
    follower.cursor = last.seq
    follower.handler.events(fresh)
  }

  function heard(follower: Follower, event: WireEvent) {
    follower.head = Math.max(follower.head, event.seq)
    if (event.seq <= follower.cursor) return
    if (event.prev === follower.cursor) take(follower, [event])
    else ask(follower)
  }

  return {
    follow(stream, cursor, handler) {
      const follower = newFollower(stream, cursor, handler, environment)
      followers.add(follower)
      ask(follower)
      return () => {
        follower.retry.cancel()
        if (!followers.delete(follower)) return
        if (![...followers].some((other) => other.stream === stream)) connection.send({ t: 'unfollow', s: stream })
      }
    },
    receive(frame) {
      if (frame.t === 'event') {
        for (const follower of followers) if (follower.stream === frame.s) heard(follower, frame.e)
      } else if (frame.t === 'dropped') {
        for (const follower of followers) if (follower.stream === frame.s) ask(follower)
      } else if (frame.t === 'beat') {
        for (const follower of followers) if ((frame.heads[follower.stream] ?? 0) > follower.cursor) ask(follower)
      }
    },
    connected() {
      for (const follower of followers) ask(follower)
    },
  }
}

function newFollower(stream: string, cursor: number, handler: StreamHandler, environment: Environment): Follower {
  return {
    stream,
    handler,
    cursor,
    head: cursor,
    asking: false,
    again: false,
    failures: 0,
    retry: createTimer(environment),
  }
}
