import type { ServerFrame } from '@keqiao/contract'

/** No topic that anybody listens to: the nodes ask each other whether a visitor is there. */
export const lampQuestion = 'lamp?'

/** An ephemeral frame on its way between nodes. */
export type SpreadFrame = { readonly topic: string; readonly frame: string }

/** A frame for all who listen to a topic, on whatever node, as the bus carries it. */
export function spreadFrame(topic: string, frame: ServerFrame): SpreadFrame {
  return { topic, frame: JSON.stringify(frame) }
}
