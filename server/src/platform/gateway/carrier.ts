import { CARRIER_LIMITS, CLOSE_CODES, type CarriedFrames } from '@keqiao/contract'
import { newId } from '../ids'
import { refuse } from '../operations'
import type { CarrierOut } from './carrier-out'
import { Connection } from './connection'
import type { Node } from './node'
import type { GatewaySocket, UpgradeFacts } from './ports'

/** A POST that was overtaken by the next one is waited for so long. */
const gapToleranceMs = 3_000

interface Arrived {
  readonly frames: CarriedFrames['frames']
  readonly facts: UpgradeFacts
}

/**
 * What holds the connections of one browser where no WebSocket gets through (`contract/src/frames/carried-frames.ts`). Each
 * channel is a connection like any other: its limits, its lease and its refusals are those of a socket.
 *
 * Invariants: what the client says is taken once and in the order of its numbers; a channel that was closed is never
 * opened again; nothing is written after `end`.
 */
export class Carrier {
  private readonly channels = new Map<number, Connection>()
  /** Channels only count up. */
  private highest = 0
  private taken = 0
  private readonly early = new Map<number, Arrived>()
  private cancelGap: (() => void) | null = null
  private ended = false

  constructor(
    readonly id: string,
    readonly out: CarrierOut,
    private readonly node: Node,
    /** The carrier is over. */
    private readonly over: (carrier: Carrier) => void,
  ) {
    out.write(`@ ${id}`)
  }

  /** Takes a POST. `acknowledge`: it came by the bus, and whoever sent it does not know that it arrived. */
  take(n: number, arrived: Arrived, acknowledge = false): void {
    if (this.ended) return
    if (n > this.taken) this.early.set(n, arrived)
    for (let next = this.early.get(this.taken + 1); next; next = this.early.get(this.taken + 1)) {
      this.taken += 1
      this.early.delete(this.taken)
      for (const [channel, text] of next.frames) this.hear(channel, text, next.facts)
    }
    this.watchGap()
    if (acknowledge) this.out.write(`= ${n}`)
  }

  private watchGap(): void {
    if (this.early.size === 0) {
      this.cancelGap?.()
      this.cancelGap = null
    } else if (this.early.size > CARRIER_LIMITS.maxBatch) this.end()
    else this.cancelGap ??= this.node.clock.setTimer(gapToleranceMs, () => this.end())
  }

  private hear(channel: number, text: string | null, facts: UpgradeFacts): void {
    const connection = this.channels.get(channel)
    if (text === null) {
      this.channels.delete(channel)
      connection?.gone()
    } else if (connection) connection.receive(text)
    else if (channel > this.highest) this.open(channel, facts)?.receive(text)
  }

  private open(channel: number, facts: UpgradeFacts): Connection | null {
    this.highest = channel
    const crowded =
      this.channels.size >= CARRIER_LIMITS.maxChannels
        ? refuse('too_many_connections', { max: CARRIER_LIMITS.maxChannels }, 5_000)
        : this.node.enter(facts.address)
    const connection = new Connection(newId(), new ChannelSocket(this, channel), this.node, facts)
    this.channels.set(channel, connection)
    if (!crowded) {
      connection.address = facts.address
      return connection
    }
    connection.close(CLOSE_CODES.refused, crowded)
    return null
  }

  /** The server's end of a channel was closed. */
  close(channel: number, code: number): void {
    const connection = this.channels.get(channel)
    this.channels.delete(channel)
    this.out.write(`${channel} !${code}`)
    connection?.gone()
    // All its channels leave by the same way: where it is too slow for one, it is for all, and they resume by cursor.
    if (code === CLOSE_CODES.slow) this.end()
  }

  /** Nothing is left to carry. */
  end(): void {
    if (this.ended) return
    this.ended = true
    this.cancelGap?.()
    this.over(this)
    for (const connection of this.channels.values()) connection.gone()
    this.channels.clear()
    this.out.end()
  }
}

/** What a connection takes for its socket. */
class ChannelSocket implements GatewaySocket {
  constructor(
    private readonly carrier: Carrier,
    private readonly channel: number,
  ) {}

  get bufferedAmount(): number {
    return this.carrier.out.buffered
  }

  send(text: string): void {
    this.carrier.out.write(`${this.channel} ${text}`)
  }

  close(code: number): void {
    this.carrier.close(this.channel, code)
  }
}
