import {
  clientFrame,
  CLOSE_CODES,
  FRAME_LIMITS,
  PROTOCOL_VERSION,
  type Audience,
  type CallFrame,
  type ClientFrame,
  type ErrorCode,
  type FollowFrame,
  type HelloFrame,
  type ServerFrame,
  type Watched,
  type WatchFrame,
} from '@keqiao/contract'
import { isLongLivedStream } from '../ids'
import { isRefused, refuse, type Person, type Refused } from '../operations'
import type { Node } from './node'
import type { GatewaySocket, Range, UpgradeFacts } from './ports'
import { draftTopic, streamTopic } from './topics'

/**
 * One client's connection: hello first, then calls, follows and drafts. Ten thousand of these idle at once, so a
 * connection holds fields and no closures, and no timer of its own: the node's wheel beats it.
 */
export class Connection {
  person: Person | null = null
  /** Milliseconds of the node's monotonic clock at the last frame from the client. */
  lastHeardAt: number
  closed = false
  /** A member's: it has not answered when it was last asked. */
  isMissing = false
  /** Where it comes from, when the node counts it there. */
  address: string | null = null
  /** Streams it follows, or has asked to; made with the first one. */
  followed: Map<string, 'asking' | 'joined'> | null = null
  /** What it watches, with how to end it; made with the first one. */
  private watching: Map<Watched, () => void> | null = null
  /** It has said hello; whether it is let in is another matter. */
  greeted = false
  private inFlight = 0
  private tokens: number
  private refilledAt: number

  constructor(
    readonly id: string,
    private readonly socket: GatewaySocket,
    private readonly node: Node,
    private upgrade: UpgradeFacts | null,
  ) {
    const now = node.clock.monotonic()
    this.lastHeardAt = now
    this.refilledAt = now
    this.tokens = node.limits.burst
    node.arrive(this)
  }

  get audience(): Audience {
    return this.person?.kind === 'member' ? 'staff' : 'visitor'
  }

  /** Takes one text frame. Never throws; whatever is wrong is answered with a code and harms nobody else. */
  receive(text: string): void {
    if (this.closed) return
    this.lastHeardAt = this.node.clock.monotonic()
    this.node.meter.frameIn()
    if (isTooLong(text)) {
      return this.refuseAll('frame_too_large', { maxBytes: FRAME_LIMITS.maxFrameBytes })
    }
    const frame = parseFrame(text)
    if (!frame) return this.refuseMalformed(text)
    if (!this.spend()) return this.refuseFrame(frame, refuse('rate_limited', undefined, 1_000))
    if (frame.t === 'hello') this.node.track(this.hello(frame))
    else if (!this.person) this.refuseAll('hello_required')
    else this.take(frame, this.person)
  }

  private take(frame: Exclude<ClientFrame, HelloFrame>, person: Person): void {
    switch (frame.t) {
      case 'call':
        return this.node.track(this.call(frame, person))
      case 'follow':
        return this.node.track(this.follow(frame, person))
      case 'unfollow':
        return this.unfollow(frame.s)
      case 'draft':
        return this.draft(frame.s, frame.text, person)
      case 'visit':
        if (person.kind === 'visitor') this.node.ports.visited(person, frame)
        return
      case 'watch':
        return this.watch(frame, person)
      case 'unwatch':
        this.watching?.get(frame.what)?.()
        this.watching?.delete(frame.what)
        return
      case 'pong':
        return
    }
  }

  private async hello(frame: HelloFrame): Promise<void> {
    if (this.greeted || !this.upgrade) return this.refuseAll('frame_malformed')
    this.greeted = true
    try {
      await this.greet(frame, this.upgrade)
    } catch (error) {
      // A database that is away must not stop a client for good: it is told to come again.
      this.node.fault(error, 'hello')
      this.close(CLOSE_CODES.refused, refuse('unavailable', undefined, 1_000))
    }
  }

  private async greet(frame: HelloFrame, upgrade: UpgradeFacts): Promise<void> {
    if (frame.v !== PROTOCOL_VERSION) return this.refuseAll('protocol_unsupported', { versions: [PROTOCOL_VERSION] })
    const person = await this.node.ports.authenticate(frame, upgrade)
    if (this.closed) return
    if (isRefused(person)) return this.close(CLOSE_CODES.refused, person)
    const barred = this.node.admit(this, person)
    if (barred) return this.close(CLOSE_CODES.refused, barred)
    this.upgrade = null
    this.person = person
    // The lease is stored before the welcome: whoever is welcomed may accept at once.
    await this.node.welcome(this, person)
    if (this.closed) return
    this.send({
      t: 'welcome',
      v: PROTOCOL_VERSION,
      connection: this.id,
      me: { kind: person.kind, id: person.id, name: person.name },
      now: this.node.clock.now(),
      beatMs: this.node.beatMsFor(person),
      ...(this.node.ports.previews(person) ? { preview: true } : {}),
    })
  }

  private async call(frame: CallFrame, person: Person): Promise<void> {
    if (this.inFlight >= this.node.limits.maxInFlight) {
      return this.answer(frame.id, refuse('rate_limited', undefined, 200))
    }
    this.inFlight += 1
    const answer = await this.node.ports.execute(person, {
      operation: frame.op,
      input: frame.input,
      clientId: frame.key,
    })
    this.inFlight -= 1
    if (answer.ok) this.send({ t: 'reply', id: frame.id, ok: true, result: answer.result })
    else this.answer(frame.id, answer.refusal)
  }

  /** Listens before it reads, so that nothing falls between the range and the first event. */
  private async follow({ id, s, cursor }: FollowFrame, person: Person): Promise<void> {
    const followed = (this.followed ??= new Map())
    const isNew = !followed.has(s)
    if (isNew && followed.size >= FRAME_LIMITS.maxFollowed) {
      return this.answer(id, refuse('too_many_followed', { max: FRAME_LIMITS.maxFollowed }))
    }
    if (isNew) followed.set(s, 'asking')
    const first = await this.node.range(person, s, cursor)
    if (this.closed) return
    // Also where another follow of the same stream was refused before this one: each is answered.
    if (isRefused(first)) return this.unfollow(s, id, first)
    // Unfollowed or dropped while the log was read: then nothing is joined and nobody waits for an answer.
    if (!followed.has(s)) return
    if (followed.get(s) === 'joined') return this.sendRange(id, s, first)
    followed.set(s, 'joined')
    this.node.join(this, s)
    // What committed while the first range was being read had no listener yet: read again, now that there is one.
    const range = await this.node.range(person, s, cursor)
    if (this.closed || !followed.has(s)) return
    if (isRefused(range)) return this.unfollow(s, id, range)
    this.sendRange(id, s, range)
  }

  private sendRange(id: number, s: string, { read, ...range }: Range): void {
    this.send({ t: 'range', id, s, ...range })
    if (read && read.seq > 0) this.send({ t: 'read', s, ...read })
    if (this.audience === 'staff' && !isLongLivedStream(s)) {
      const online = this.node.isOnline(s)
      this.send({ t: 'lamp', s, online })
      if (!online) this.node.askLamp(s)
    }
  }

  private unfollow(s: string, id?: number, refusal?: Refused): void {
    if (this.followed?.get(s) === 'joined') this.node.part(this, s)
    this.followed?.delete(s)
    if (id !== undefined && refusal) this.answer(id, refusal)
  }

  private watch({ id, what }: WatchFrame, person: Person): void {
    const watching = (this.watching ??= new Map())
    // The answer comes first: what is watched arrives after it.
    if (watching.has(what)) return this.send({ t: 'reply', id, ok: true, result: null })
    const end = this.node.ports.watch?.(person, what, this) ?? refuse('forbidden')
    if (isRefused(end)) return this.answer(id, end)
    watching.set(what, end)
    this.send({ t: 'reply', id, ok: true, result: null })
  }

  /** Ends everything it watches. */
  unwatchAll(): void {
    for (const end of this.watching?.values() ?? []) end()
    this.watching = null
  }

  /** What this person may see of the stream has changed: he is told to ask anew. */
  drop(s: string): void {
    this.unfollow(s)
    this.send({ t: 'dropped', s })
  }

  /** Only who follows a stream may be heard on it: following was checked by access. Members must speak there as well. */
  private draft(s: string, text: string, person: Person): void {
    if (this.followed?.get(s) !== 'joined') return
    if (person.kind === 'member') {
      void this.node.ports.speaks(person, s).then((speaks) => {
        if (speaks) this.node.spread(streamTopic(s, 'visitor'), { t: 'typing', s, name: person.name })
      })
    }
    // Where the merchant does not let it be seen, not a character of it leaves this process.
    else if (text === '' || this.node.ports.previews(person)) this.node.spread(draftTopic(s), { t: 'draft', s, text })
    else this.node.spread(draftTopic(s), { t: 'typing', s, name: person.name })
  }

  send(frame: ServerFrame): void {
    this.deliver(JSON.stringify(frame))
  }

  /** Sends what the hub has serialised; a consumer that does not keep up is cut and resumes by cursor. */
  deliver(text: string): void {
    if (this.closed) return
    if (this.socket.bufferedAmount > this.node.limits.maxBuffered) return this.close(CLOSE_CODES.slow)
    this.node.meter.frameOut()
    this.socket.send(text)
  }

  /** Ends the connection; the refusal, if any, is the last frame. */
  close(code: number, refusal?: Refused): void {
    if (this.closed) return
    if (refusal) this.send({ t: 'refused', error: refusal.error })
    // The send may have found the peer too slow and closed already.
    if (this.closed) return
    this.node.meter.refused(refusal?.error.code ?? nameOfCut(code))
    this.closed = true
    this.socket.close(code)
    this.node.forget(this)
  }

  /** The socket is gone, whoever closed it. */
  gone(): void {
    if (this.address !== null) this.node.leave(this.address)
    this.address = null
    this.lost()
  }

  /** Nothing can be sent any more. */
  lost(): void {
    if (this.closed) return
    this.closed = true
    this.node.forget(this)
  }

  private answer(id: number, refusal: Refused): void {
    this.send({ t: 'reply', id, ok: false, error: refusal.error })
  }

  /** A frame with an id is answered; anything else that cannot be taken ends the connection. */
  private refuseFrame(frame: ClientFrame, refusal: Refused): void {
    if (frame.t === 'call' || frame.t === 'follow' || frame.t === 'watch') this.answer(frame.id, refusal)
    else if (frame.t === 'hello') this.close(CLOSE_CODES.refused, refusal)
  }

  private refuseMalformed(text: string): void {
    if (!this.person) return this.refuseAll('frame_malformed')
    const id = callIdOf(text)
    if (id !== null) this.answer(id, refuse('frame_malformed'))
    else this.send({ t: 'refused', error: refuse('frame_malformed').error })
  }

  private refuseAll(code: ErrorCode, data?: Record<string, unknown>): void {
    this.close(CLOSE_CODES.refused, refuse(code, data))
  }

  /** A bucket of tokens: `burst` at most, `perSecond` come back. */
  private spend(): boolean {
    const { burst, perSecond } = this.node.limits
    const now = this.lastHeardAt
    this.tokens = Math.min(burst, this.tokens + ((now - this.refilledAt) / 1_000) * perSecond)
    this.refilledAt = now
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}

/** The limit is in bytes; only a text that could exceed it is measured. */
function isTooLong(text: string): boolean {
  const { maxFrameBytes } = FRAME_LIMITS
  return text.length > maxFrameBytes || (text.length * 3 > maxFrameBytes && Buffer.byteLength(text) > maxFrameBytes)
}

/** What a cut without a refusal is counted as. */
function nameOfCut(code: number): string {
  const name = Object.entries(CLOSE_CODES).find(([, value]) => value === code)?.[0]
  return name ?? 'other'
}

function parseFrame(text: string): ClientFrame | null {
  try {
    const parsed = clientFrame.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The id of a frame that is otherwise not understood, so that its sender hears which one it was. */
function callIdOf(text: string): number | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('id' in value)) return null
    return typeof value.id === 'number' && Number.isSafeInteger(value.id) ? value.id : null
  } catch {
    return null
  }
}
