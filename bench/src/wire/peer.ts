/** One connection that speaks Keqiao's protocol, as light as the socket under it. */
import type { ReplyFrame, ServerFrame, WireError } from '@keqiao/contract/frames'
import { openRawSocket, type RawSocket } from './raw-socket'

/** Who connects. */
export interface PeerOptions {
  readonly port: number
  readonly as: 'visitor' | 'member'
  /** A visitor's. */
  readonly token?: string
  /** A member's. */
  readonly cookie?: string
  readonly localAddress?: string
}

/** An event of the one stream that a peer follows, as far as a load needs to know it. */
export type EventListener = (seq: number, prev: number, bytes: Buffer, start: number, end: number) => void

/** This much has a fixed length: the figures stand at a known place. */
const seqAt = '{"t":"event","s":"00000000-0000-0000-0000-000000000000","e":{"seq":'.length
const prevAfterSeq = ',"prev":'.length

/** A refusal of the server, as an error with its code. */
export class Refusal extends Error {
  constructor(
    readonly error: WireError,
    operation: string,
  ) {
    super(`${operation} was refused: ${JSON.stringify(error)}`)
  }
}

/** See the head of this file. Fails loudly: a connection that is lost or refused ends the benchmark. */
export class Peer {
  /** Set to hear the events of what is followed. */
  onEvent: EventListener = () => undefined
  /** Set to hear that the connection went. */
  onClosed: (code: number) => void = () => undefined
  beatCount = 0
  meId = ''
  readonly #answers = new Map<number, (frame: ServerFrame) => void>()
  #socket: RawSocket | null = null
  #nextId = 1
  #welcomed: ((frame: ServerFrame) => void) | null = null

  /** Connects and says hello; resolves when welcomed. */
  static async connect(options: PeerOptions): Promise<Peer> {
    const peer = new Peer()
    const { port, as, token, cookie, localAddress } = options
    const origin = `http://127.0.0.1:${port}`
    const headers: Record<string, string> = cookie === undefined ? {} : { Cookie: cookie, Origin: origin }
    const welcome = new Promise<ServerFrame>((resolve, reject) => {
      peer.#welcomed = resolve
      peer.onClosed = (code) => reject(new Error(`closed with ${code} before the welcome`))
    })
    peer.#socket = await openRawSocket(
      { port, path: '/ws', headers, ...(localAddress ? { localAddress } : {}) },
      { text: (bytes, start, end) => peer.#receive(bytes, start, end), closed: (code) => peer.onClosed(code) },
    )
    peer.#socket.send(JSON.stringify({ t: 'hello', v: 1, as, ...(token === undefined ? {} : { token }) }))
    const frame = await welcome
    peer.onClosed = () => undefined
    if (frame.t !== 'welcome') throw new Error(`not welcome: ${JSON.stringify(frame)}`)
    peer.meId = frame.me.id
    return peer
  }

  /** Sends a call and hands the reply to `answered`. `frame` builds the text around the id. */
  ask(frame: (id: number) => string, answered: (reply: ServerFrame) => void): void {
    const id = this.#nextId++
    this.#answers.set(id, answered)
    this.#socket?.send(frame(id))
  }

  /** Calls an operation; rejects with a `Refusal`. */
  call<Result>(op: string, input: unknown, key?: string): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.ask(
        (id) => JSON.stringify({ t: 'call', id, op, input, ...(key === undefined ? {} : { key }) }),
        (frame) => {
          const reply = frame as ReplyFrame
          if (reply.ok) resolve(reply.result as Result)
          else reject(new Refusal(reply.error, op))
        },
      )
    })
  }

  /** Follows a stream from its end; returns the seq of the last event that this audience may see. */
  follow(stream: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.ask(
        (id) => JSON.stringify({ t: 'follow', id, s: stream, cursor: Number.MAX_SAFE_INTEGER }),
        (frame) => {
          if (frame.t === 'range') resolve(frame.head)
          else reject(new Error(`follow was refused: ${JSON.stringify(frame)}`))
        },
      )
    })
  }

  /** Cuts the connection without a word. */
  destroy(): void {
    this.onClosed = () => undefined
    this.#socket?.destroy()
  }

  #receive(bytes: Buffer, start: number, end: number): void {
    if (isEvent(bytes, start)) return this.#event(bytes, start, end)
    const frame = JSON.parse(bytes.toString('utf8', start, end)) as ServerFrame
    switch (frame.t) {
      case 'reply':
      case 'range': {
        const answered = this.#answers.get(frame.id)
        this.#answers.delete(frame.id)
        return answered?.(frame)
      }
      case 'beat':
        this.beatCount += 1
        return this.#socket?.send('{"t":"pong"}')
      case 'welcome':
      case 'refused':
        return this.#welcomed?.(frame)
      default:
        return undefined
    }
  }

  #event(bytes: Buffer, start: number, end: number): void {
    const seq = numberAt(bytes, start + seqAt)
    const prev = numberAt(bytes, start + seqAt + String(seq).length + prevAfterSeq)
    this.onEvent(seq, prev, bytes, start, end)
  }
}

/** Of all frames only events have these two letters there. */
function isEvent(bytes: Buffer, start: number): boolean {
  return bytes[start + 6] === 0x65 && bytes[start + 7] === 0x76
}

function numberAt(bytes: Buffer, at: number): number {
  let value = 0
  for (let i = at; ; i++) {
    const digit = (bytes[i] ?? 0) - 48
    if (digit < 0 || digit > 9) return value
    value = value * 10 + digit
  }
}
