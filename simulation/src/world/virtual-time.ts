/**
 * Time that passes only when something happens. Everything that takes time (the network, timers, the database) is a task
 * in one queue, ordered by due time and then by the order in which it was put there; between two tasks every promise that
 * can go on does. So a run is decided by its seed alone.
 */
export interface VirtualTime {
  /** Epoch milliseconds. */
  now(): number
  /** Runs the task after `delayMs`, in whole milliseconds; the result cancels it. */
  schedule(delayMs: number, task: () => unknown): () => void
  /** Resolves after `delayMs`. */
  pass(delayMs: number): Promise<void>
  /** Lets time pass up to `until`, task by task; awaits what a task returns. Stops early when `stop` says so. */
  run(until: number, stop?: () => boolean): Promise<void>
  readonly taskCount: number
}

interface Task {
  readonly at: number
  readonly order: number
  run: (() => unknown) | null
}

/** A fixed day, so that traces compare. */
const beginning = Date.UTC(2026, 0, 5, 9)

/** Time that begins on the morning of 5 January 2026. */
export function createVirtualTime(): VirtualTime {
  const heap: Task[] = []
  let now = beginning
  let order = 0
  let taskCount = 0

  const time: VirtualTime = {
    now: () => now,
    get taskCount() {
      return taskCount
    },
    schedule(delayMs, run) {
      const task: Task = { at: now + Math.max(0, Math.round(delayMs)), order: order++, run }
      push(heap, task)
      return () => {
        task.run = null
      }
    },
    pass: (delayMs) => new Promise((resolve) => void time.schedule(delayMs, resolve)),
    async run(until, stop) {
      for (let next = heap[0]; next && next.at <= until; next = heap[0]) {
        pop(heap)
        if (!next.run) continue
        now = next.at
        taskCount += 1
        await next.run()
        await turn()
        if (stop?.()) return
      }
      now = Math.max(now, Math.round(until))
    },
  }
  return time
}

/** One turn of the real event loop: every chain of promises that can go on has gone on. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

const before = (a: Task, b: Task) => a.at < b.at || (a.at === b.at && a.order < b.order)

function push(heap: Task[], task: Task): void {
  let i = heap.push(task) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    const above = heap[parent]
    if (!above || !before(task, above)) break
    heap[i] = above
    i = parent
  }
  heap[i] = task
}

function pop(heap: Task[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    const [left, right] = [heap[child], heap[child + 1]]
    if (!left) break
    let least = left
    if (right && before(right, left)) {
      least = right
      child += 1
    }
    if (!before(least, last)) break
    heap[i] = least
    i = child
  }
  heap[i] = last
}
