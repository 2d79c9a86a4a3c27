import type { Readable } from 'node:stream'

/** Names a stored file: merchant, shard, file; made by `storageKey` only. */
export type StorageKey = string & { readonly storageKey: unique symbol }

/** The first and last byte wanted, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Content that lies in a file of this machine and is not stored yet. */
export interface Staged {
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly sha256: Buffer
  /** Removes it; does nothing when it was stored or removed already. */
  discard(): Promise<void>
}

/** More bytes came than were allowed. */
export class StagedTooLarge extends Error {
  constructor() {
    super('the content is larger than allowed')
  }
}

/** There is no room for more. */
export class StorageFull extends Error {
  constructor() {
    super('the storage is full')
  }
}

/**
 * Keeps the content of files. Content is first staged (received, measured, looked at), then stored under its key at
 * once and as a whole: a reader never sees half a file, and what `store` has acknowledged survives a power cut.
 */
export interface Storage {
  /** Receives content. Throws `StagedTooLarge` or `StorageFull`; nothing stays behind then. */
  stage(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Staged>
  /** Moves staged content to its key. */
  store(staged: Staged, key: StorageKey): Promise<void>
  /** Content, or a part of it; null when there is none. The stream must be read or destroyed. */
  open(key: StorageKey, range?: ByteRange): Promise<Readable | null>
  /** Removes it; does nothing when it is not there. */
  remove(key: StorageKey): Promise<void>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The key of a merchant's file. Made of ids alone, so that no name of a person can reach a path. */
export function storageKey(tenantId: string, fileId: string): StorageKey {
  if (!uuid.test(tenantId) || !uuid.test(fileId)) throw new TypeError('a storage key is made of UUIDs')
  // The end of a UUIDv7 is random, its beginning is the time: sharded by the end, folders fill evenly.
  return `${tenantId}/${fileId.slice(-2)}/${fileId}` as StorageKey
}

/** Whether a text read back from the database is a key. */
export function isStorageKey(text: string): text is StorageKey {
  const [tenantId = '', shard, fileId = '', ...rest] = text.split('/')
  return rest.length === 0 && uuid.test(tenantId) && uuid.test(fileId) && fileId.slice(-2) === shard
}
