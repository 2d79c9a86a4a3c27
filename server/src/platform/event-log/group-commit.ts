/**
 * Group commit: many small appends share one transaction.
 *
 * Concurrency: items are spread over lanes by key, so that two batches never wait for the same row; a lane runs one
 * batch at a time and everything that arrives meanwhile makes the next one. Nothing waits for a timer.
 *
 * Failure: a batch that fails for any reason but an unreachable database is split in halves until only the guilty item
 * is refused. With an unreachable database nobody knows what was stored: all items are refused as they are, and the
 * callers repeat them with the same client id.
 *
 * Invariant: items of one key are executed in the order in which they were submitted.
 */
export interface GroupCommit<Item, Result> {
  submit(item: Item): Promise<Result>
  /** Resolves when nothing is waiting or running. */
  drain(): Promise<void>
}

interface GroupCommitOptions<Item, Result> {
  /** Stores the items in one transaction and returns one result each, in their order. */
  readonly execute: (items: readonly Item[]) => Promise<Result[]>
  /** Items of one key stay in one lane. */
  readonly keyOf: (item: Item) => string
  readonly lanes: number
  readonly maxBatch: number
  /** True for errors that no splitting can help. */
  readonly isUnavailable: (error: unknown) => boolean
  readonly onBatch?: (size: number) => void
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Makes the lanes; see the head of this file. */
export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const lanes = Array.from({ length: options.lanes }, () => createLane(options))
  return {
    submit(item) {
      const lane = lanes[hash(options.keyOf(item)) % lanes.length]
      if (!lane) throw new Error('group commit needs at least one lane')
      return new Promise((resolve, reject) => lane.add({ item, resolve, reject }))
    },
    async drain() {
      await Promise.all(lanes.map((lane) => lane.idle()))
    },
  }
}

function createLane<Item, Result>(options: GroupCommitOptions<Item, Result>) {
  let waiting: Waiting<Item, Result>[] = []
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    // One turn of the event loop: what arrived with the same read from the network shares the first batch.
    await new Promise((resolve) => setImmediate(resolve))
    try {
      await runAll()
    } finally {
      running = null
    }
  }

  async function runAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, options.maxBatch)
      waiting = waiting.slice(batch.length)
      await settle(batch, options)
      options.onBatch?.(batch.length)
    }
  }

  return {
    add(entry: Waiting<Item, Result>) {
      waiting.push(entry)
      running ??= run()
    },
    async idle() {
      while (running) await running
    },
  }
}

async function settle<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  options: GroupCommitOptions<Item, Result>,
): Promise<void> {
  let results: Result[]
  try {
    results = await options.execute(batch.map((entry) => entry.item))
  } catch (error) {
    const [only] = batch
    if (batch.length <= 1 || options.isUnavailable(error)) {
      for (const entry of batch) entry.reject(error)
    } else if (only) {
      const middle = Math.ceil(batch.length / 2)
      await settle(batch.slice(0, middle), options)
      await settle(batch.slice(middle), options)
    }
    return
  }
  for (const [i, entry] of batch.entries()) {
    const result = results[i]
    if (result === undefined) entry.reject(new Error('a batch returned fewer results than it has items'))
    else entry.resolve(result)
  }
}

function hash(key: string): number {
  let value = 0
  for (let i = 0; i < key.length; i++) value = (value * 31 + key.charCodeAt(i)) | 0
  return value >>> 0
}
