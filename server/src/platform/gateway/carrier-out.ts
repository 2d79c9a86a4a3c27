import type { ServerResponse } from 'node:http'
import type { CarriedLines } from '@keqiao/contract'

/** Where the lines of a carrier go. */
export interface CarrierOut {
  write(line: string): void
  /** Bytes that wait to be taken. */
  readonly buffered: number
  /** A sign of life where there was nothing to say; false: nobody has been there for too long. */
  beat(now: number): boolean
  end(): void
}

/** Proxies and old browsers hold the first bytes back until there are enough of them. */
const padding = `:${' '.repeat(2_048)}\n\n`

/** A response that does not end, as server-sent events. */
export class StreamOut implements CarrierOut {
  private corked = false

  constructor(private readonly response: ServerResponse) {
    response.write(padding)
  }

  get buffered(): number {
    return this.response.writableLength
  }

  write(line: string): void {
    if (this.response.writableEnded || this.response.destroyed) return
    if (!this.corked) {
      this.corked = true
      this.response.cork()
      process.nextTick(() => {
        this.corked = false
        this.response.uncork()
      })
    }
    this.response.write(`data: ${line}\n\n`)
  }

  beat(): boolean {
    if (!this.response.writableEnded) this.response.write(':\n\n')
    return true
  }

  /** Who reads gets what was said last; who does not read must not hold anything up. */
  end(): void {
    this.response.end()
    const { socket } = this.response
    if (socket && this.buffered > 0) setImmediate(() => this.buffered > 0 && socket.destroy())
  }
}

/** Answers a question of long polling; null: the carrier is over. */
export type AnswerPoll = (lines: CarriedLines | null) => void

/** Lines that are kept until the next question says that they have arrived. */
export class PollOut implements CarrierOut {
  buffered = 0
  private lines: string[] = []
  /** The number of the last line that arrived. */
  private arrived = 0
  private waiting: AnswerPoll | null = null
  private ended = false

  constructor(
    private askedAt: number,
    private readonly patienceMs: number,
  ) {}

  write(line: string): void {
    this.lines.push(line)
    this.buffered += Buffer.byteLength(line)
    // All that one turn says leaves together.
    if (this.waiting && this.lines.length === 1) setImmediate(() => this.answer())
    else if (this.waiting) this.answer()
  }

  /** Waits for lines after `after`; a question that is still open is answered with nothing. */
  ask(after: number, now: number, answer: AnswerPoll): void {
    this.askedAt = now
    this.waiting?.({ lines: [], next: after })
    this.waiting = answer
    for (; this.arrived < after && this.lines.length > 0; this.arrived += 1) {
      this.buffered -= Buffer.byteLength(this.lines.shift() ?? '')
    }
    if (this.lines.length > 0 || this.ended) this.answer()
  }

  /** Answers an open question with what there is, be it nothing. */
  answer(): void {
    const { waiting } = this
    this.waiting = null
    waiting?.(
      this.ended && this.lines.length === 0 ? null : { lines: [...this.lines], next: this.arrived + this.lines.length },
    )
  }

  beat(now: number): boolean {
    if (this.waiting) {
      if (now - this.askedAt >= this.patienceMs) {
        this.askedAt = now
        this.answer()
      }
      return true
    }
    return now - this.askedAt < 2 * this.patienceMs
  }

  end(): void {
    this.ended = true
    this.answer()
  }
}
