import type { FileFacts, FileId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Person } from '../../platform/operations'

/** A stored file. */
export interface FileRow extends FileFacts {
  readonly tenantId: TenantId
  readonly storageKey: string
}

interface Columns {
  tenant_id: TenantId
  id: FileId
  name: string
  mime: string
  size: number
  width: number | null
  height: number | null
  storage_key: string
}

const columns = 'tenant_id, id, name, mime, size, width, height, storage_key'

const rowOf = ({ tenant_id, id, name, mime, size, width, height, storage_key }: Columns): FileRow => ({
  tenantId: tenant_id,
  fileId: id,
  name,
  mime,
  size,
  ...(width === null ? {} : { width }),
  ...(height === null ? {} : { height }),
  storageKey: storage_key,
})

/** Records a file whose content is stored. */
export async function insertFile(
  tx: Tx,
  file: FileRow & { readonly sha256: Buffer },
  conversationId: string | null,
  actor: Person,
): Promise<void> {
  await tx.rows(
    `insert into files (tenant_id, id, conversation_id, actor_kind, actor_id, name, mime, size, width, height, sha256, storage_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      file.tenantId,
      file.fileId,
      conversationId,
      actor.kind,
      actor.id,
      file.name,
      file.mime,
      file.size,
      file.width ?? null,
      file.height ?? null,
      file.sha256,
      file.storageKey,
    ],
  )
}

/** A file by id alone: behind the tenant's door one of that tenant, behind the system's any. */
export async function findFile(tx: Tx, fileId: string): Promise<FileRow | null> {
  const [row] = await tx.rows<Columns>(`select ${columns} from files where id = $1`, [fileId])
  return row ? rowOf(row) : null
}

/** A file that this person uploaded for this conversation. */
export async function findOwnFile(
  tx: Tx,
  fileId: string,
  conversationId: string,
  actor: Person,
): Promise<FileRow | null> {
  const [row] = await tx.named<Columns>(
    'file.own',
    `select ${columns} from files
      where tenant_id = $1 and id = $2 and conversation_id = $3 and actor_kind = $4 and actor_id = $5`,
    [actor.tenantId, fileId, conversationId, actor.kind, actor.id],
  )
  return row ? rowOf(row) : null
}
