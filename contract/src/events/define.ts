import type { z } from 'zod'
import type { Audience } from '../frames'

/** What a stream is about. All but conversations and offline messages live for years. */
export type StreamKind =
  | 'conversation'
  | 'member'
  | 'role'
  | 'group'
  | 'channel'
  | 'contact'
  | 'setting'
  | 'form'
  | 'offlineMessage'
  | 'phrase'
  | 'broadcast'
  | 'knowledge'
  | 'apiKey'
  | 'webhook'
  | 'export'

/** What the registry says of one type of event. */
export interface EventDefinition<Stored extends z.ZodType, View extends z.ZodType> {
  /** Version of the stored shape. A released shape never changes: it gets a new version and an upcaster. */
  readonly version: number
  readonly stream: StreamKind
  /** Who may ever see it. What is not listed is never sent, not even as a gap. */
  readonly audiences: readonly Audience[]
  readonly stored: Stored
  /** What goes over the wire. */
  readonly view: View
}

/** An event for these to see: its stream, its version, what is stored of it, and what goes over the wire (absent: the same). */
const seenBy = (audiences: readonly Audience[]) => {
  function define<Stored extends z.ZodType>(
    stream: StreamKind,
    version: number,
    stored: Stored,
  ): EventDefinition<Stored, Stored>
  function define<Stored extends z.ZodType, View extends z.ZodType>(
    stream: StreamKind,
    version: number,
    stored: Stored,
    view: View,
  ): EventDefinition<Stored, View>
  function define(
    stream: StreamKind,
    version: number,
    stored: z.ZodType,
    view = stored,
  ): EventDefinition<z.ZodType, z.ZodType> {
    return { version, stream, audiences, stored, view }
  }
  return define
}

/** An event that visitor and staff see: (stream, version, stored, view). */
export const both = seenBy(['visitor', 'staff'])
/** An event that no visitor ever sees: (stream, version, stored, view). */
export const staff = seenBy(['staff'])
