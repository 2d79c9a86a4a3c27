import type { DraftFrame, ServerFrame, UnwatchFrame, VisitFrame, WatchFrame } from '@keqiao/contract/frames'
import { localError, type Input, type OperationName, type Output, type Reply } from './calls'
import { Connection, type ConnectionState } from './connection'
import type { ClientStorage, Environment } from './environment'
import { createSession, type StreamHandler } from './session'
import { keepingStorage } from './storage'
import type { Store } from './store'

/** Where a client connects, as whom, and in which world. */
export interface ClientOptions {
  /** `wss://host/…` of the gateway. */
  readonly url: string
  readonly as: 'visitor' | 'member'
  /** The visitor's token, asked at each connect; members are known by their cookie. */
  readonly token?: (() => string | undefined) | undefined
  /** Member id or contact id: what is kept in storage belongs to this person alone. */
  readonly owner: string
  readonly environment: Environment
}

/** The frame of a type. */
export type FrameOf<Type extends ServerFrame['t']> = Extract<ServerFrame, { t: Type }>
/** Frames that answer no question. */
export type PushedType =
  'beat' | 'board' | 'steered' | 'desk' | 'draft' | 'event' | 'lamp' | 'news' | 'queue' | 'read' | 'typing' | 'visit'

/** One signed-in person's connection to the product. */
export interface Client {
  readonly options: ClientOptions
  readonly state: Store<ConnectionState>
  /** The environment's storage, or memory where that fails. */
  readonly storage: ClientStorage
  /** Connects, also after a stop. `createClient` has called it already. */
  readonly start: () => void
  /** Closes the socket and stays away until `start`. */
  readonly stop: () => void
  /** Tries at once instead of waiting for the next attempt. */
  readonly retryNow: () => void
  /**
   * One call on the present connection; `disconnected` when there is none. It is never repeated by itself: who repeats
   * a command passes the same `key`. A command without one gets a fresh one.
   */
  readonly call: <Name extends OperationName>(
    name: Name,
    input: Input<Name>,
    key?: string,
  ) => Promise<Reply<Output<Name>>>
  /** Follows a stream from a cursor over all reconnects. The result ends it. */
  readonly follow: (stream: string, cursor: number, handler: StreamHandler) => () => void
  /** A frame whose answer nobody waits for: a draft, a visit, what is watched. Lost when not connected. */
  readonly send: (frame: DraftFrame | VisitFrame | WatchFrame | UnwatchFrame) => void
  /** Calls the listener for each such frame; the result ends it. */
  readonly on: <Type extends PushedType>(type: Type, listener: (frame: FrameOf<Type>) => void) => () => void
}

/** A client that connects at once. It holds one socket and some timers until `stop`. */
export function createClient(options: ClientOptions): Client {
  const { environment } = options
  const listeners = new Map<string, Set<(frame: never) => void>>()
  const connection = new Connection({
    ...options,
    onFrame(frame) {
      session.receive(frame)
      for (const listener of listeners.get(frame.t) ?? []) listener(frame as never)
    },
  })
  const session = createSession(connection, environment)
  connection.state.subscribe(() => {
    if (connection.state.getSnapshot().status === 'connected') session.connected()
  })
  connection.start()

  return {
    options,
    state: connection.state,
    storage: keepingStorage(environment.storage),
    start: () => connection.start(),
    stop: () => connection.stop(),
    retryNow: () => connection.retryNow(),
    call: <Name extends OperationName>(name: Name, input: Input<Name>, key = environment.newId()) =>
      new Promise<Reply<Output<Name>>>((resolve) => {
        connection.ask({ t: 'call', op: name, input, key }, (answer) => {
          if (!answer) resolve({ ok: false, error: localError('disconnected', true) })
          else if (answer.t === 'reply') resolve(answer as Reply<Output<Name>>)
        })
      }),
    follow: session.follow,
    send: (frame) => connection.send(frame),
    on(type, listener) {
      const heard = listeners.get(type) ?? new Set()
      listeners.set(type, heard.add(listener))
      return () => void heard.delete(listener)
    },
  }
}
