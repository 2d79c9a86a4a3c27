import { v7 } from 'uuid'

/** A new UUIDv7: time-ordered, so that a range of ids is a span of creation time (the log is partitioned by it). */
export function newId<Id extends string>(): Id {
  return v7() as Id
}

/**
 * The stream of something that lives for years (a member, a setting). It gets a range of ids of its own, away from the
 * months of conversations, so that those partitions can be archived whole. UUIDv7 of our age begins with `01`.
 */
export function longLivedStreamId(id: string): string {
  return `ff${id.slice(2)}`
}

/** Whether it is the stream of something that lives for years; a conversation's is not. */
export function isLongLivedStream(streamId: string): boolean {
  return streamId.startsWith('ff')
}
