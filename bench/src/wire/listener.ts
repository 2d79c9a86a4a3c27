import type { Peer } from './peer'

/** Counts what one end hears of its conversation, and whether anything was missing in between. */
export class Listener {
  heardCount = 0
  gapCount = 0
  #cursor: number

  constructor(
    readonly peer: Peer,
    head: number,
  ) {
    this.#cursor = head
    peer.onEvent = (seq, prev) => this.hear(seq, prev)
  }

  /** Takes the place of an event; one that was heard before counts for nothing. */
  hear(seq: number, prev: number): boolean {
    if (seq <= this.#cursor) return false
    if (prev !== this.#cursor) this.gapCount += 1
    this.#cursor = seq
    this.heardCount += 1
    return true
  }
}
