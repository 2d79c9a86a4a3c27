import type { FileFacts } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Person } from '../../platform/operations'
import { findOwnFile } from './file.store'

/**
 * What a message may say of a file: null unless this very person uploaded it for this very conversation. Only pictures
 * that were decoded here have a width: a message of kind `image` needs one.
 */
export async function factsOf(
  tx: Tx,
  fileId: string,
  conversationId: string,
  actor: Person,
): Promise<FileFacts | null> {
  const file = await findOwnFile(tx, fileId, conversationId, actor)
  if (!file) return null
  const { tenantId: _tenantId, storageKey: _storageKey, ...facts } = file
  return facts
}
