import { createHash } from 'node:crypto'
import type { Clock } from '../../platform/clock'
import type { Doors } from '../../platform/database/doors'
import { newId } from '../../platform/ids'
import { OutgoingError, type Outgoing } from '../../platform/outgoing'
import { isStorageKey, storageKey, type Storage, type StorageKey } from '../../platform/storage'
import { encodeCardPicture } from './encode-picture'
import type { ForeignPicture } from './foreign-picture-address'
import { findForeignPicture, recordForeignPicture } from './foreign-picture.store'

/** What fetching needs of the platform. */
export interface ForeignPictureParts {
  readonly doors: Doors
  readonly storage: Storage
  readonly clock: Clock
  readonly outgoing: Pick<Outgoing, 'send'>
  readonly onError: (error: unknown, where: string) => void
}

const limits = {
  bytes: 5 * 1024 * 1024,
  timeoutMs: 8_000,
  /** Shops move their pictures to other hosts; each step is judged anew. */
  redirects: 3,
  /** At a time in this process; who comes when as many wait is told that there is none yet. */
  atOnce: 4,
  waiting: 60,
  /** After the first failure, in milliseconds; doubled with each further one, up to a day. */
  retryMs: 60_000,
  longestRetryMs: 24 * 60 * 60_000,
}

/** Shows pictures that lie elsewhere as copies of ours. */
export interface ForeignPictures {
  /** Where the copy lies, fetched now if it is the first time; null: there is none, or not yet. */
  find(picture: ForeignPicture): Promise<StorageKey | null>
}

/**
 * Fetches each picture once, when somebody first looks at the message that names it: through the way out that reaches no
 * private network, bounded in size and time, decoded and encoded anew as a small picture, and kept as a file of the
 * merchant. A copy that is gone is fetched again; what failed is left alone for a growing while.
 */
export function createForeignPictures(parts: ForeignPictureParts): ForeignPictures {
  const { doors, storage, clock, onError } = parts
  const underWay = new Map<string, Promise<StorageKey | null>>()

  async function keptKey({ tenantId }: ForeignPicture, hash: Buffer): Promise<StorageKey | null | 'fetch'> {
    const row = await doors.withTenant(tenantId, (tx) => findForeignPicture(tx, tenantId, hash))
    if (!row) return 'fetch'
    const { storageKey: key, failures, triedAt } = row
    if (key !== null && isStorageKey(key)) {
      const content = await storage.open(key)
      content?.destroy()
      return content ? key : 'fetch'
    }
    const pauseMs = Math.min(limits.retryMs * 2 ** (failures - 1), limits.longestRetryMs)
    return clock.now() - triedAt < pauseMs ? null : 'fetch'
  }

  async function fetchAndKeep(picture: ForeignPicture, hash: Buffer): Promise<StorageKey | null> {
    const { tenantId, source } = picture
    const content = await fetchPicture(parts.outgoing, source)
    const encoded = content && (await encodeCardPicture(content))
    const key = encoded && (await keep(storage, tenantId, encoded))
    const record = { hash, source, storageKey: key, triedAt: clock.now() }
    await doors.withTenant(tenantId, (tx) => recordForeignPicture(tx, tenantId, record))
    return key
  }

  const turns = createTurns()
  return {
    async find(picture) {
      const hash = createHash('sha256').update(picture.source).digest()
      const kept = await keptKey(picture, hash)
      if (kept !== 'fetch') return kept
      const name = `${picture.tenantId} ${hash.toString('hex')}`
      const running = underWay.get(name)
      if (running) return running
      if (underWay.size >= limits.waiting) return null
      const fetching = turns(() => fetchAndKeep(picture, hash))
        .catch((error: unknown) => {
          onError(error, 'foreign picture')
          return null
        })
        .finally(() => underWay.delete(name))
      underWay.set(name, fetching)
      return fetching
    },
  }
}

/** Null: whatever it was, it was no answer with content. */
async function fetchPicture(outgoing: Pick<Outgoing, 'send'>, source: string): Promise<Buffer | null> {
  let address = source
  for (let step = 0; step <= limits.redirects; step++) {
    const answer = await outgoing
      .send(address, {
        method: 'GET',
        headers: { accept: 'image/webp,image/avif,image/png,image/jpeg,image/gif', 'user-agent': 'Keqiao pictures' },
        timeoutMs: limits.timeoutMs,
        maxBytes: limits.bytes,
      })
      .catch((error: unknown) => {
        if (error instanceof OutgoingError) return null
        throw error
      })
    if (!answer) return null
    if (answer.status === 200) return answer.body
    const { location } = answer.headers
    const isElsewhere = answer.status >= 300 && answer.status < 400 && location !== undefined
    if (!isElsewhere || !URL.canParse(location, address)) return null
    address = new URL(location, address).href
  }
  return null
}

async function keep(storage: Storage, tenantId: string, content: Buffer): Promise<StorageKey> {
  const staged = await storage.stage(once(content), content.length + 1)
  try {
    const key = storageKey(tenantId, newId())
    await storage.store(staged, key)
    return key
  } finally {
    await staged.discard()
  }
}

async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content
}

function createTurns(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = []
  let free = limits.atOnce
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
