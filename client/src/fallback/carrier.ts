/**
 * The client's end of a carrier (`contract/src/frames/carried-frames.ts`): one stream, or one question of long polling after
 * another where the stream's first byte does not come, and the POSTs that bring what is said.
 *
 * Invariants: one POST is under way at a time, and is repeated with its number until it is answered; after `died` nothing
 * is heard and nothing is sent.
 */
import {
  CARRIER_LIMITS,
  CARRIER_PATHS,
  type CarriedFrames,
  type CarriedLines,
} from '@keqiao/contract/frames/carried-frames'
import { backoffMs } from '../backoff'
import type { Environment } from '../environment'
import { createTimer, type Timer } from '../timer'
import { post } from './web'

/** A stream that gives no sign of life for so long is dead, in milliseconds. */
const SILENCE_MS = 3 * CARRIER_LIMITS.beatMs
/** What another node took over the bus is acknowledged by then, or lost. */
const PASSED_MS = 6_000
/** A POST is repeated this often. */
const MAX_REPEATS = 4
/** What is longer waits for the next POST. */
const BATCH_LENGTH = 60_000

/** Where a carrier leads, and who hears it. */
export interface CarrierOptions {
  /** `https://host/ws`. */
  readonly url: string
  readonly environment: Environment
  /** Streams are known to be held back on this network. */
  readonly poll: boolean
  /** The stream was held back: it is polled from now on. */
  readonly onPoll: () => void
  /** A channel's frame, or the code of its close. */
  readonly heard: (channel: number, text: string | null, code: number) => void
  readonly died: () => void
}

/** Opens it at once; what is said before it is there waits. */
export class ClientCarrier {
  readonly #options: CarrierOptions
  readonly #unsaid: CarriedFrames['frames'] = []
  readonly #silence: Timer
  readonly #passed: Timer
  #id: string | null = null
  #over = false
  #posting = false
  #number = 0
  #current = new AbortController()

  constructor(options: CarrierOptions) {
    this.#options = options
    this.#silence = createTimer(options.environment)
    this.#passed = createTimer(options.environment)
    void (options.poll ? this.#askOnAndOn() : this.#stream())
  }

  /** Null closes the channel. */
  say(channel: number, text: string | null): void {
    if (this.#over) return
    this.#unsaid.push([channel, text])
    void this.#flush()
  }

  /** Leaves; nothing is heard any more. */
  close(): void {
    if (this.#over) return
    // A stream's end is noticed by itself; a question that is not asked any more would be waited for.
    if (this.#id !== null && this.#unsaid.length > 0) {
      const last = { carrier: this.#id, n: this.#number + 1, frames: takeBatch(this.#unsaid) }
      void post(this.#options.url + CARRIER_PATHS.frames, last, undefined, true).catch(() => undefined)
    }
    this.#end()
  }

  #end(): void {
    this.#over = true
    this.#silence.cancel()
    this.#passed.cancel()
    this.#current.abort()
  }

  #die(): void {
    if (this.#over) return
    this.#end()
    this.#options.died()
  }

  #hear(line: string): void {
    const space = line.indexOf(' ')
    const [head, rest] = [line.slice(0, space), line.slice(space + 1)]
    if (head === '@') {
      this.#id = rest
      void this.#flush()
    } else if (head === '=') {
      if (Number(rest) >= this.#number) this.#passed.cancel()
    } else if (rest.startsWith('!')) this.#options.heard(Number(head), null, Number(rest.slice(1)))
    else this.#options.heard(Number(head), rest, 0)
  }

  async #stream(): Promise<void> {
    const { url, onPoll } = this.#options
    const mine = this.#current
    let isHeldBack = true
    this.#silence.arm(CARRIER_LIMITS.firstByteMs, () => mine.abort())
    try {
      const { ok, body } = await post(url + CARRIER_PATHS.stream, {}, mine.signal)
      if (!ok || !body) {
        isHeldBack = false
        return this.#die()
      }
      const reader = body.getReader()
      const lines = createLineReader((line) => this.#hear(line))
      for (;;) {
        const { done, value } = await reader.read()
        if (done || this.#over) return this.#die()
        isHeldBack = false
        this.#silence.arm(SILENCE_MS, () => this.#die())
        if (value) lines(value)
      }
    } catch {
      if (this.#over) return
      // A refused connection fails at once; what was waited for in vain is held back by somebody on the way.
      if (!isHeldBack || !mine.signal.aborted) return this.#die()
      onPoll()
      this.#current = new AbortController()
      await this.#askOnAndOn()
    }
  }

  async #askOnAndOn(): Promise<void> {
    const { url } = this.#options
    const { signal } = this.#current
    let [after, failures] = [0, 0]
    while (!this.#over) {
      try {
        if (this.#id === null) {
          const opened = await post(url + CARRIER_PATHS.stream, { poll: true }, signal)
          if (!opened.ok) return this.#die()
          this.#hear(`@ ${((await opened.json()) as { carrier: string }).carrier}`)
        }
        const answer = await post(url + CARRIER_PATHS.poll, { carrier: this.#id, after }, signal)
        if (!answer.ok) return this.#die()
        const { lines, next } = (await answer.json()) as CarriedLines
        failures = 0
        after = next
        for (const line of lines) if (!this.#over) this.#hear(line)
      } catch {
        failures += 1
        if (this.#over || this.#id === null || failures > MAX_REPEATS) return this.#die()
        await this.#wait(failures)
      }
    }
  }

  #wait(attempt: number): Promise<void> {
    const { environment } = this.#options
    return new Promise((resolve) => {
      environment.setTimer(backoffMs(attempt, environment.random()), resolve)
    })
  }

  async #flush(): Promise<void> {
    if (this.#posting || this.#over || this.#id === null) return
    this.#posting = true
    while (this.#unsaid.length > 0 && !this.#over) {
      const body: CarriedFrames = { carrier: this.#id, n: ++this.#number, frames: takeBatch(this.#unsaid) }
      if (!(await this.#deliver(body))) {
        this.#die()
        break
      }
    }
    this.#posting = false
  }

  async #deliver(body: CarriedFrames): Promise<boolean> {
    for (let attempt = 1; attempt <= MAX_REPEATS && !this.#over; attempt += 1) {
      try {
        const { status } = await post(this.#options.url + CARRIER_PATHS.frames, body)
        if (status === 202) this.#passed.arm(PASSED_MS, () => this.#die())
        if (status < 300) return true
        if (status < 500 && status !== 429) return false
      } catch {
        // The network went for a moment: the same number again is taken once.
      }
      await this.#wait(attempt)
    }
    return false
  }
}

function takeBatch(unsaid: CarriedFrames['frames']): CarriedFrames['frames'] {
  let [count, length] = [0, 0]
  for (const [, text] of unsaid) {
    length += text?.length ?? 0
    if (count > 0 && (count === CARRIER_LIMITS.maxBatch || length > BATCH_LENGTH)) break
    count += 1
  }
  return unsaid.splice(0, count)
}

/** Server-sent events without their names: the data of each, however the bytes were cut. */
export function createLineReader(hear: (line: string) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder()
  let rest = ''
  return (bytes) => {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part.startsWith('data: ')) hear(part.slice(6))
  }
}
