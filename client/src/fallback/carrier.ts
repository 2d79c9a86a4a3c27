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
import { createTimer } from '../timer'
import { post } from './web'

/** A stream that gives no sign of life for so long is dead, in milliseconds. */
const SILENCE_MS = 3 * CARRIER_LIMITS.beatMs
/** What another node took over the bus is acknowledged by then, or lost. */
const PASSED_MS = 6_000
/** A POST is repeated this often. */
const MAX_REPEATS = 4
/** What is longer waits for the next POST. */
const BATCH_LENGTH = 60_000

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

export interface Carrier {
  /** Null closes the channel. */
  readonly say: (channel: number, text: string | null) => void
  readonly close: () => void
}

/** Opens it at once; what is said before it is there waits. */
export function openCarrier({ url, environment, poll, onPoll, heard, died }: CarrierOptions): Carrier {
  let id: string | null = null
  let over = false
  let posting = false
  let number = 0
  let current = new AbortController()
  const unsaid: CarriedFrames['frames'] = []
  const [silence, passed] = [createTimer(environment), createTimer(environment)]

  function end(): void {
    over = true
    silence.cancel()
    passed.cancel()
    current.abort()
  }

  function die(): void {
    if (over) return
    end()
    died()
  }

  function hear(line: string): void {
    const space = line.indexOf(' ')
    const [head, rest] = [line.slice(0, space), line.slice(space + 1)]
    if (head === '@') {
      id = rest
      void flush()
    } else if (head === '=') {
      if (Number(rest) >= number) passed.cancel()
    } else if (rest.startsWith('!')) heard(Number(head), null, Number(rest.slice(1)))
    else heard(Number(head), rest, 0)
  }

  async function stream(): Promise<void> {
    const mine = current
    let isHeldBack = true
    silence.arm(CARRIER_LIMITS.firstByteMs, () => mine.abort())
    try {
      const { ok, body } = await post(url + CARRIER_PATHS.stream, {}, mine.signal)
      if (!ok || !body) {
        isHeldBack = false
        return die()
      }
      const reader = body.getReader()
      const lines = createLineReader(hear)
      for (;;) {
        const { done, value } = await reader.read()
        if (done || over) return die()
        isHeldBack = false
        silence.arm(SILENCE_MS, die)
        if (value) lines(value)
      }
    } catch {
      if (over) return
      // A refused connection fails at once; what was waited for in vain is held back by somebody on the way.
      if (!isHeldBack || !mine.signal.aborted) return die()
      onPoll()
      current = new AbortController()
      await askOnAndOn()
    }
  }

  async function askOnAndOn(): Promise<void> {
    let [after, failures] = [0, 0]
    while (!over) {
      try {
        if (id === null) {
          const opened = await post(url + CARRIER_PATHS.stream, { poll: true }, current.signal)
          if (!opened.ok) return die()
          hear(`@ ${String(((await opened.json()) as { carrier: string }).carrier)}`)
        }
        const answer = await post(url + CARRIER_PATHS.poll, { carrier: id, after }, current.signal)
        if (!answer.ok) return die()
        const { lines, next } = (await answer.json()) as CarriedLines
        failures = 0
        after = next
        for (const line of lines) if (!over) hear(line)
      } catch {
        failures += 1
        if (over || id === null || failures > MAX_REPEATS) return die()
        await wait(failures)
      }
    }
  }

  const wait = (attempt: number) =>
    new Promise<void>((resolve) => {
      environment.setTimer(backoffMs(attempt, environment.random()), resolve)
    })

  async function flush(): Promise<void> {
    if (posting || over || id === null) return
    posting = true
    while (unsaid.length > 0 && !over) {
      const body: CarriedFrames = { carrier: id, n: ++number, frames: takeBatch(unsaid) }
      if (!(await deliver(body))) {
        die()
        break
      }
    }
    posting = false
  }

  async function deliver(body: CarriedFrames): Promise<boolean> {
    for (let attempt = 1; attempt <= MAX_REPEATS && !over; attempt += 1) {
      try {
        const { status } = await post(url + CARRIER_PATHS.frames, body)
        if (status === 202) passed.arm(PASSED_MS, die)
        if (status < 300) return true
        if (status < 500 && status !== 429) return false
      } catch {
        // The network went for a moment: the same number again is taken once.
      }
      await wait(attempt)
    }
    return false
  }

  void (poll ? askOnAndOn() : stream())
  return {
    say(channel, text) {
      if (over) return
      unsaid.push([channel, text])
      void flush()
    },
    close() {
      if (over) return
      // A stream's end is noticed by itself; a question that is not asked any more would be waited for.
      if (id !== null && unsaid.length > 0) {
        const last = { carrier: id, n: number + 1, frames: takeBatch(unsaid) }
        void post(url + CARRIER_PATHS.frames, last, undefined, true).catch(() => undefined)
      }
      end()
    },
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
