/** What was heard of one stream: everything from `from` to `to`, and the rest one by one. */
interface Heard {
  from: number
  to: number
  apart: Set<number> | null
}

/** Events of one generation; two of them are kept. */
const generationSize = 20_000

/**
 * Remembers the events of the last moments: two generations, the older one dropped when the younger is full. A stream is
 * heard in order, so two numbers hold most of it: with an entry for each event, tens of thousands of strings would live
 * just long enough to be moved to the old heap and collected there, which stops everybody.
 */
export class RecentEvents {
  #young = new Map<string, Heard>()
  #old = new Map<string, Heard>()
  #count = 0

  has(streamId: string, seq: number): boolean {
    return holds(this.#young.get(streamId), seq) || holds(this.#old.get(streamId), seq)
  }

  /** False: it was here already. */
  add(streamId: string, seq: number): boolean {
    if (this.has(streamId, seq)) return false
    const heard = this.#young.get(streamId)
    if (!heard) this.#young.set(streamId, { from: seq, to: seq, apart: null })
    else if (seq === heard.to + 1) heard.to = seq
    else (heard.apart ??= new Set()).add(seq)
    if (++this.#count < generationSize) return true
    this.#old = this.#young
    this.#young = new Map()
    this.#count = 0
    return true
  }
}

function holds(heard: Heard | undefined, seq: number): boolean {
  if (!heard) return false
  return (seq >= heard.from && seq <= heard.to) || (heard.apart?.has(seq) ?? false)
}
