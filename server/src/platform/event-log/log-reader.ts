import type { Clock } from '../clock'
import type { Doors } from '../database/doors'
import type { Tx } from '../database/tx'
import {
  lockReader,
  logStart,
  moveReader,
  openLogEpoch,
  readAcrossStreams,
  readAt,
  readHorizon,
  readStretches,
  type Stretch,
} from './events.store'
import type { StoredEvent } from './stored-event'

/**
 * Readers across streams. A durable reader keeps its position in the database and moves it in the transaction of its
 * work: each event is handled at least once, and exactly once where the work is in that transaction. A tail keeps its
 * position in memory and begins at the present.
 *
 * Lifecycle: woken by `wake`, and at latest every `everyMs`; one pass at a time; `stop` waits for the pass under way.
 */
export interface LogReader {
  wake(): void
  stop(): Promise<void>
  /** Runs until nothing more is to be read; for tests and shutdown. */
  catchUp(): Promise<void>
}

interface ReaderOptions {
  readonly doors: Doors
  readonly clock: Clock
  readonly epoch: number
  readonly everyMs: number
  /** Events of one pass of a durable reader. */
  readonly batchSize: number
  /** Whether anybody wants what a durable reader does; otherwise it reads nothing and goes along with the present. */
  readonly isWanted?: (tx: Tx) => Promise<boolean>
  readonly onError: (error: unknown, where: string) => void
  /** Seconds the last event that was read had been waiting. */
  readonly onLag?: (seconds: number) => void
}

/** Opens the log of this cluster for appending and reading; returns its epoch. */
export function openLog(doors: Doors): Promise<number> {
  return doors.withSystem('log epoch', openLogEpoch)
}

/** A reader whose position survives a restart; only one process at a time moves it. */
export function createDurableReader(
  name: string,
  handle: (tx: Tx, events: readonly StoredEvent[]) => Promise<void>,
  options: ReaderOptions,
): LogReader {
  const { doors, epoch, batchSize, isWanted } = options
  return loop(`reader ${name}`, options, () =>
    doors.withSystem(`log reader ${name}`, async (tx) => {
      const position = await lockReader(tx, name)
      if (!position) return { more: false, lastAt: null }
      if (isWanted) {
        // First the place, then the question: who begins to want something after it finds it beyond that place.
        const present = { ...logStart, epoch, txid: await readHorizon(tx) }
        if (!(await isWanted(tx))) {
          if (position.txid !== present.txid) await moveReader(tx, name, present)
          return { more: false, lastAt: null }
        }
      }
      const found = await readAcrossStreams(tx, epoch, position, batchSize)
      const last = found.at(-1)
      if (!last) return { more: false, lastAt: null }
      await handle(
        tx,
        found.map((entry) => entry.event),
      )
      await moveReader(tx, name, last.position)
      return { more: found.length === batchSize, lastAt: last.event.at }
    }),
  )
}

/**
 * Hears every event that commits from now on within `everyMs`: the net under the bus. Where `isKnown` has everything,
 * one row per stream is read; what it does not know is read whole and handled in the order of its streams.
 */
export function createTail(
  isKnown: (streamId: string, seq: number) => boolean,
  handle: (events: readonly StoredEvent[]) => void,
  options: ReaderOptions,
): LogReader {
  const { doors, clock, epoch } = options
  let position: string | null = null
  return loop('tail', options, async () => {
    const { missed, next, more } = await doors.withSystem('gateway tail', async (tx) => {
      const found = await readStretches(tx, epoch, (position ??= await readHorizon(tx)))
      const unknown = unknownPlaces(found.stretches, isKnown)
      return { ...found, missed: unknown.length > 0 ? await readAt(tx, unknown) : [] }
    })
    position = next
    handle(missed.toSorted((a, b) => a.seq - b.seq))
    return { more, lastAt: missed[0]?.at ?? clock.now() }
  })
}

function unknownPlaces(
  stretches: readonly Stretch[],
  isKnown: (streamId: string, seq: number) => boolean,
): { streamId: string; seq: number }[] {
  const places: { streamId: string; seq: number }[] = []
  for (const { streamId, from, to } of stretches) {
    for (let seq = from; seq <= to; seq++) if (!isKnown(streamId, seq)) places.push({ streamId, seq })
  }
  return places
}

interface Pass {
  readonly more: boolean
  readonly lastAt: number | null
}

function loop(where: string, options: ReaderOptions, pass: () => Promise<Pass>): LogReader {
  const { clock, everyMs, onError, onLag } = options
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let cancel: () => void = () => undefined

  async function run(): Promise<void> {
    try {
      do {
        again = false
        const { more, lastAt } = await pass()
        onLag?.(lastAt === null ? 0 : Math.max(0, (clock.now() - lastAt) / 1000))
        if (more) again = true
      } while (again && !stopped)
    } catch (error) {
      onError(error, where)
    } finally {
      running = null
      if (!stopped) cancel = clock.setTimer(everyMs, wake)
    }
  }

  function wake(): void {
    if (stopped) return
    again = true
    if (running) return
    cancel()
    running = run()
  }

  cancel = clock.setTimer(everyMs, wake)
  return {
    wake,
    async stop() {
      stopped = true
      cancel()
      await running
    },
    async catchUp() {
      wake()
      await running
    },
  }
}
