import { createHash } from 'node:crypto'
import { FRAME_LIMITS, type FileView } from '@keqiao/contract'
import type { FileId } from '@keqiao/domain'
import { Rollback, sqlState, type Doors } from '../../platform/database/doors'
import { newId } from '../../platform/ids'
import type { Metrics } from '../../platform/metrics'
import { isRefused, refuse, type CallContext, type Person, type Refused } from '../../platform/operations'
import { claimRequest, storeResult, type EarlierRequest } from '../../platform/operations/requests.store'
import type { Scan } from '../../platform/scan'
import { StagedTooLarge, storageKey, StorageFull, type Staged, type Storage } from '../../platform/storage'
import { encodePicture } from './encode-picture'
import type { FileAddresses } from './file-address'
import { kindOf } from './file-kinds'
import { cleanFileName, extensionOf, nameOfKind } from './file-name'
import { findFile, insertFile, type FileRow } from './file.store'
import { recogniseContent } from './recognise-content'

/** Whether this person may put files into this conversation; null: he may. */
export type MayAttach = (actor: Person, conversationId: string) => Promise<Refused | null>

/** What uploading needs of the platform. */
export interface UploadParts {
  readonly doors: Doors
  readonly storage: Storage
  readonly addresses: FileAddresses
  readonly mayAttach: MayAttach
  readonly metrics: Pick<Metrics, 'filesStored' | 'fileBytesStored'>
  /** Looks for viruses; absent: nobody does. */
  readonly scan?: Scan
  /** What is not looked at is taken all the same. */
  readonly takesUnscanned?: boolean
}

/** The one file of a request, received when it is asked for. */
export type ReceiveFile = () => Promise<{ readonly name: string; readonly staged: Staged } | Refused>

interface Accepted {
  readonly name: string
  readonly mime: string
  readonly staged: Staged
  readonly width?: number
  readonly height?: number
}

/**
 * `file.upload`: receives, looks at the content, stores it, then records it. A repeat gets the first answer. Without a
 * conversation it is a file for phrases, which any number of messages may carry.
 */
export async function uploadFile(
  parts: UploadParts,
  actor: Person,
  conversationId: string | null,
  { clientId, requestHash }: CallContext,
  receive: ReceiveFile,
): Promise<FileView | Refused> {
  if (clientId === null) return refuse('client_id_required')
  const key = { tenantId: actor.tenantId, actorId: actor.id, clientId, requestHash }
  const earlier = await findEarlier(parts.doors, key)
  // Before the content is received: nobody fills the disk on behalf of a conversation that is not his.
  const barred = earlier || conversationId === null ? null : await parts.mayAttach(actor, conversationId)
  if (barred) return barred
  const received = await receive()
  if (isRefused(received)) return received
  const { staged } = received
  try {
    const name = cleanFileName(received.name)
    const whole = { ...key, requestHash: hashWith(requestHash, name, staged.sha256) }
    const repeated = await findEarlier(parts.doors, whole)
    if (repeated) return await answerAgain(parts, actor, repeated)
    const accepted = (await refuseInfected(parts, staged)) ?? (await accept(parts.storage, name, staged))
    if (isRefused(accepted)) return accepted
    try {
      return await keep(parts, actor, conversationId, accepted, whole)
    } finally {
      await accepted.staged.discard()
    }
  } finally {
    await staged.discard()
  }
}

type RequestKey = Parameters<typeof claimRequest>[1]

/** Looks without claiming: the claim is rolled back. */
async function findEarlier(doors: Doors, key: RequestKey): Promise<EarlierRequest | null> {
  try {
    return await doors.withTenant(key.tenantId, async (tx) => {
      throw new Rollback(await claimRequest(tx, key))
    })
  } catch (error) {
    if (error instanceof Rollback) return error.value as EarlierRequest | null
    throw error
  }
}

/** Same key and same content under the same name: nothing less is a repeat. */
function hashWith(requestHash: Buffer, name: string, sha256: Buffer): Buffer {
  return createHash('sha256').update(requestHash).update(name).update('\n').update(sha256).digest().subarray(0, 16)
}

async function answerAgain(parts: UploadParts, actor: Person, earlier: EarlierRequest): Promise<FileView | Refused> {
  if (!earlier.sameRequest) return refuse('client_id_reused')
  const { fileId } = earlier.result as { fileId: string }
  const file = await parts.doors.withTenant(actor.tenantId, (tx) => findFile(tx, fileId))
  return file ? viewOf(file, parts.addresses) : refuse('not_found')
}

/** As it was sent, before anything of ours reads it. */
async function refuseInfected({ scan, takesUnscanned }: UploadParts, staged: Staged): Promise<Refused | null> {
  if (!scan || staged.size === 0) return null
  const verdict = await scan(staged.path)
  if (verdict === 'infected') return refuse('file_infected')
  return verdict === 'unknown' && takesUnscanned !== true ? refuse('file_not_scanned', undefined, 30_000) : null
}

async function accept(storage: Storage, name: string, staged: Staged): Promise<Accepted | Refused> {
  if (staged.size === 0) return refuse('file_empty')
  const kind = kindOf(extensionOf(name), await recogniseContent(staged.path))
  if (!kind) return refuse('file_type_refused')
  const named = { name: nameOfKind(name, kind), mime: kind.mime }
  if (!kind.isPicture) return { ...named, staged }
  const picture = await encodePicture(staged.path, kind.mime)
  if (!picture) return refuse('file_type_refused')
  const { content, width, height } = picture
  const encoded = await stageContent(storage, content)
  return isRefused(encoded) ? encoded : { ...named, staged: encoded, width, height }
}

/** Encoded anew, a picture may have grown a little past what may be sent. */
async function stageContent(storage: Storage, content: Buffer): Promise<Staged | Refused> {
  try {
    return await storage.stage(once(content), 2 * FRAME_LIMITS.maxFileBytes)
  } catch (error) {
    return refusalOfStaging(error)
  }
}

async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content
}

/** Too large and no room are refusals; anything else is thrown on. */
export function refusalOfStaging(error: unknown): Refused {
  if (error instanceof StagedTooLarge) return refuse('file_too_large', { maxBytes: FRAME_LIMITS.maxFileBytes })
  if (error instanceof StorageFull) return refuse('unavailable', undefined, 60_000)
  throw error
}

async function keep(
  { doors, storage, addresses, metrics }: UploadParts,
  actor: Person,
  conversationId: string | null,
  { staged, name, mime, width, height }: Accepted,
  key: RequestKey,
): Promise<FileView | Refused> {
  const fileId = newId<FileId>()
  const stored = storageKey(actor.tenantId, fileId)
  const size = staged.size
  const file: FileRow = {
    ...{ tenantId: actor.tenantId, fileId, name, mime, size, storageKey: stored },
    ...(width === undefined || height === undefined ? {} : { width, height }),
  }
  try {
    await storage.store(staged, stored)
  } catch (error) {
    return refusalOfStaging(error)
  }
  const earlier = await recordFile(doors, { ...file, sha256: staged.sha256 }, conversationId, actor, key).catch(
    async (error: unknown) => {
      // Refused by the database: nothing names the content. Without an answer it may have been recorded: it stays.
      if (sqlState(error) !== undefined) await storage.remove(stored)
      throw error
    },
  )
  if (earlier) {
    await storage.remove(stored)
    return answerAgain({ doors, storage, addresses, metrics, mayAttach: async () => null }, actor, earlier)
  }
  metrics.filesStored.inc({ kind: width === undefined ? 'file' : 'picture' })
  metrics.fileBytesStored.inc(size)
  return viewOf(file, addresses)
}

function recordFile(
  doors: Doors,
  file: FileRow & { readonly sha256: Buffer },
  conversationId: string | null,
  actor: Person,
  key: RequestKey,
): Promise<EarlierRequest | null> {
  return doors.withTenant(actor.tenantId, async (tx) => {
    const earlier = await claimRequest(tx, key)
    if (earlier) return earlier
    await insertFile(tx, file, conversationId, actor)
    await storeResult(tx, key, { fileId: file.fileId })
    return null
  })
}

function viewOf(file: FileRow, addresses: FileAddresses): FileView {
  const { fileId, name, mime, size, width, height } = file
  const view = { id: fileId, name, mime, size, url: addresses.sign(file) }
  return width === undefined || height === undefined ? view : { ...view, width, height }
}
