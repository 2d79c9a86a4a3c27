/**
 * The same frames where a network lets no WebSocket through: a *carrier* is one response that does not end (or, where a
 * proxy holds that back, one question after another), and holds any number of *channels*, each of which is what a
 * WebSocket would be. Like `frames`, this file has no dependency.
 *
 *   POST /ws/stream {poll?}      ->  lines as server-sent events; with `poll` only the carrier's id
 *   POST /ws/poll {carrier, after} ->  {lines, next}: those after the line number `after`, at latest after 20 s
 *   POST /ws/frames {carrier, n, frames}   what the client says on its channels, by whatever node
 *
 * A line is one of
 *   @ <carrier>          the first
 *   = <n>                the POST with this number has come by the bus of the nodes
 *   <channel> {…}        a frame
 *   <channel> !<code>    the channel is closed
 */
export const CARRIER_PATHS = { stream: '/stream', poll: '/poll', frames: '/frames' } as const

/** What both ends of a carrier may rely on. */
export const CARRIER_LIMITS = {
  /** Channels of one carrier: the tabs of a browser. */
  maxChannels: 40,
  /** Frames in one POST. */
  maxBatch: 32,
  /** Milliseconds in which a stream brings its first byte; what takes longer holds answers back until they end. */
  firstByteMs: 10_000,
  /** Milliseconds between two signs of life of a stream. */
  beatMs: 10_000,
  /** Milliseconds a question of long polling is kept waiting. */
  pollMs: 20_000,
} as const

/** One POST: what is said on which channel; null closes it. Their numbers count from 1 without a gap. */
export interface CarriedFrames {
  carrier: string
  n: number
  frames: [channel: number, text: string | null][]
}

/** An answer of long polling; `next` is the number of the last line it holds. */
export interface CarriedLines {
  lines: string[]
  next: number
}
