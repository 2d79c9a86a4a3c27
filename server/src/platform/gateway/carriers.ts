import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { CARRIER_LIMITS, type CarriedFrames, type CarriedLines } from '@keqiao/contract'
import { z } from 'zod'
import type { Bus } from '../bus'
import { refuse, type Refused } from '../operations'
import type { SecretBox } from '../secret-box'
import { Carrier } from './carrier'
import { PollOut, type AnswerPoll, type CarrierOut } from './carrier-out'
import type { Node } from './node'
import type { UpgradeFacts } from './ports'

interface CarriersOptions {
  readonly node: Node
  readonly nodeName: string
  readonly bus: Pick<Bus, 'publish' | 'subscribe'>
  /** Of the installation: nodes know each other's carriers by it. */
  readonly secret: string
  /** What goes over the bus may hold a cookie. */
  readonly box: Pick<SecretBox, 'seal' | 'open'>
}

const topic = 'carriers'
const sealedFor = 'carriers'
/** A node that answers no question by then is not there any more. */
const strangerMs = CARRIER_LIMITS.pollMs + 4_000

const facts = z.object({
  cookie: z.string().optional(),
  origin: z.string().optional(),
  host: z.string().optional(),
  address: z.string(),
})
const spoken = z.object({
  facts,
  frames: z.array(z.tuple([z.number(), z.string().nullable()])),
})
const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frames'), carrier: z.string(), n: z.number(), sealed: z.string() }),
  z.object({ kind: z.literal('ask'), carrier: z.string(), from: z.string(), ask: z.number(), after: z.number() }),
  z.object({
    kind: z.literal('answer'),
    to: z.string(),
    ask: z.number(),
    lines: z.object({ lines: z.array(z.string()), next: z.number() }).nullable(),
  }),
])

/**
 * The carriers of one process, and the way to those of the others: a POST may come to any node. What is said for a
 * carrier of another node goes to it over the bus, sealed; the carrier's own stream says that it arrived, and who does
 * not hear so connects anew, since the bus may lose.
 */
export class Carriers {
  private readonly open = new Map<string, Carrier>()
  private readonly questions = new Map<number, AnswerPoll>()
  private asked = 0
  private stopped = false
  private readonly deaf: () => void
  private cancelBeat: () => void = () => undefined

  constructor(private readonly options: CarriersOptions) {
    this.deaf = options.bus.subscribe(topic, (heard) => this.hear(heard))
    this.beat()
  }

  /** Counted among the connections of its address until it is over. */
  start(address: string, openOut: () => CarrierOut): Carrier | Refused {
    if (this.stopped) return refuse('server_draining', undefined, 1_000)
    const { node, nodeName } = this.options
    const crowded = node.enter(address)
    if (crowded) return crowded
    const name = `${nodeName}.${randomBytes(18).toString('base64url')}`
    const carrier = new Carrier(`${name}.${this.sign(name)}`, openOut(), node, ({ id }) => {
      node.leave(address)
      this.open.delete(id)
    })
    this.open.set(carrier.id, carrier)
    return carrier
  }

  newPoll(): PollOut {
    return new PollOut(this.options.node.clock.monotonic(), CARRIER_LIMITS.pollMs)
  }

  /** `taken`: by this node. `passed`: to another, which says on its stream that it arrived. */
  take({ carrier: id, n, frames }: CarriedFrames, from: UpgradeFacts): 'taken' | 'passed' | 'unknown' {
    const carrier = this.open.get(id)
    if (carrier) {
      carrier.take(n, { frames, facts: from })
      return 'taken'
    }
    if (!this.isElsewhere(id)) return 'unknown'
    const sealed = this.options.box.seal(JSON.stringify({ facts: from, frames }), sealedFor).toString('base64')
    this.options.bus.publish(topic, { kind: 'frames', carrier: id, n, sealed })
    return 'passed'
  }

  /** Answers with the lines after `after` once there are some, by whatever node; null: there is no such carrier. */
  ask(id: string, after: number, answer: AnswerPoll): void {
    const carrier = this.open.get(id)
    if (carrier) return this.askHere(carrier, after, answer)
    if (!this.isElsewhere(id)) return answer(null)
    const ask = ++this.asked
    const { bus, node, nodeName } = this.options
    const cancel = node.clock.setTimer(strangerMs, () => this.answered(ask, null))
    this.questions.set(ask, (lines) => {
      cancel()
      answer(lines)
    })
    bus.publish(topic, { kind: 'ask', carrier: id, from: nodeName, ask, after })
  }

  private askHere(carrier: Carrier, after: number, answer: AnswerPoll): void {
    if (carrier.out instanceof PollOut) carrier.out.ask(after, this.options.node.clock.monotonic(), answer)
    else answer(null)
  }

  private answered(ask: number, lines: CarriedLines | null): void {
    const answer = this.questions.get(ask)
    this.questions.delete(ask)
    answer?.(lines)
  }

  private hear(heard: unknown): void {
    const parsed = message.safeParse(heard)
    if (!parsed.success) return
    const { data } = parsed
    if (data.kind === 'answer') {
      if (data.to === this.options.nodeName) this.answered(data.ask, data.lines)
      return
    }
    const carrier = this.open.get(data.carrier)
    if (!carrier) return
    if (data.kind === 'frames') {
      const said = spoken.parse(JSON.parse(this.options.box.open(Buffer.from(data.sealed, 'base64'), sealedFor)))
      const { cookie, origin, host, address } = said.facts
      return carrier.take(data.n, { frames: said.frames, facts: { cookie, origin, host, address } }, true)
    }
    const { from: to, ask } = data
    this.askHere(carrier, data.after, (lines) =>
      this.options.bus.publish(topic, {
        kind: 'answer',
        to,
        ask,
        lines: lines && { lines: lines.lines, next: lines.next },
      }),
    )
  }

  /** An id is signed, so that nobody can make the nodes talk about carriers that never were. */
  private sign(name: string): string {
    return createHmac('sha256', `carrier ${this.options.secret}`).update(name).digest('base64url').slice(0, 22)
  }

  private isElsewhere(id: string): boolean {
    const at = id.lastIndexOf('.')
    const name = id.slice(0, at)
    const [given, right] = [Buffer.from(id.slice(at + 1)), Buffer.from(this.sign(name))]
    if (given.length !== right.length || !timingSafeEqual(given, right)) return false
    return !name.startsWith(`${this.options.nodeName}.`)
  }

  private beat(): void {
    const { clock } = this.options.node
    this.cancelBeat = clock.setTimer(CARRIER_LIMITS.beatMs / 2, () => {
      const now = clock.monotonic()
      for (const carrier of [...this.open.values()]) if (!carrier.out.beat(now)) carrier.end()
      this.beat()
    })
  }

  /** Ends all of them; what the node said last has been written. */
  stop(): void {
    this.stopped = true
    this.cancelBeat()
    this.deaf()
    for (const carrier of [...this.open.values()]) carrier.end()
    for (const ask of [...this.questions.keys()]) this.answered(ask, null)
  }
}
