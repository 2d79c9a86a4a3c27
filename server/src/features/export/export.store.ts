import type { ExportFormat, ExportSubject } from '@keqiao/contract'
import type { ExportId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Language } from '../../i18n/choose-language'

/** One export. Instants are epoch milliseconds. */
export interface ExportRow {
  readonly tenant_id: TenantId
  readonly id: ExportId
  readonly member_id: MemberId
  readonly what: ExportSubject
  readonly format: ExportFormat
  readonly conditions: Record<string, unknown>
  readonly columns: string[] | null
  readonly locale: Language
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired'
  readonly done_count: number
  readonly total_count: number | null
  readonly error: string | null
  readonly storage_key: string | null
  readonly file_name: string | null
  readonly size: number | null
  readonly created_at: number
  readonly finished_at: number | null
  readonly expires_at: number | null
  /** Last seq of its stream. */
  readonly seq: number
}

type NewExport = Pick<
  ExportRow,
  'tenant_id' | 'id' | 'member_id' | 'what' | 'format' | 'conditions' | 'columns' | 'locale' | 'created_at'
>

export async function insertExport(tx: Tx, row: NewExport): Promise<ExportRow> {
  const [inserted] = await tx.rows<ExportRow>(
    `insert into exports (tenant_id, id, member_id, what, format, conditions, columns, locale, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000)) returning *`,
    [
      row.tenant_id,
      row.id,
      row.member_id,
      row.what,
      row.format,
      JSON.stringify(row.conditions),
      row.columns,
      row.locale,
      row.created_at,
    ],
  )
  if (!inserted) throw new Error('an export was not stored')
  return inserted
}

/** How many of a member's wait or run. Who begins one waits for whoever begins another at the same time. */
export async function countActive(tx: Tx, tenantId: TenantId, memberId: MemberId): Promise<number> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('exports of ' || $1, 0))`, [memberId])
  const [row] = await tx.rows<{ count: number }>(
    `select count(*) as count from exports where tenant_id = $1 and member_id = $2 and status in ('waiting', 'running')`,
    [tenantId, memberId],
  )
  return row?.count ?? 0
}

export function selectExports(tx: Tx, tenantId: TenantId, memberId: MemberId, limit: number): Promise<ExportRow[]> {
  return tx.rows<ExportRow>(
    'select * from exports where tenant_id = $1 and member_id = $2 order by created_at desc, id desc limit $3',
    [tenantId, memberId, limit],
  )
}

export async function selectExport(tx: Tx, tenantId: TenantId, id: ExportId): Promise<ExportRow | null> {
  const [row] = await tx.rows<ExportRow>('select * from exports where tenant_id = $1 and id = $2', [tenantId, id])
  return row ?? null
}

/** A member's own, locked until the transaction ends. */
export async function lockOwnExport(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  id: ExportId,
): Promise<ExportRow | null> {
  const [row] = await tx.rows<ExportRow>(
    'select * from exports where tenant_id = $1 and member_id = $2 and id = $3 for update',
    [tenantId, memberId, id],
  )
  return row ?? null
}

/** Puts one that is over back to its beginning. */
export async function restartExport(tx: Tx, { tenant_id, id }: ExportRow): Promise<ExportRow | null> {
  const [row] = await tx.rows<ExportRow>(
    `update exports set status = 'waiting', done_count = 0, total_count = null, error = null, finished_at = null,
            storage_key = null, file_name = null, size = null, expires_at = null
      where tenant_id = $1 and id = $2 and status in ('failed', 'cancelled', 'expired') returning *`,
    [tenant_id, id],
  )
  return row ?? null
}

export async function cancelExport(tx: Tx, { tenant_id, id }: ExportRow, now: number): Promise<ExportRow | null> {
  const [row] = await tx.rows<ExportRow>(
    `update exports set status = 'cancelled', finished_at = to_timestamp($3::float8 / 1000)
      where tenant_id = $1 and id = $2 and status in ('waiting', 'running') returning *`,
    [tenant_id, id, now],
  )
  return row ?? null
}

/** Notes how far it has come; false: it was cancelled meanwhile, so nothing more is to be done. */
export async function noteProgress(
  tx: Tx,
  { tenant_id, id }: ExportRow,
  doneCount: number,
  totalCount: number | null,
): Promise<boolean> {
  const rows = await tx.rows(
    `update exports set status = 'running', done_count = $3, total_count = $4
      where tenant_id = $1 and id = $2 and status in ('waiting', 'running') returning id`,
    [tenant_id, id, doneCount, totalCount],
  )
  return rows.length === 1
}

/** What is handed out. */
export interface FinishedFile {
  readonly storageKey: string
  readonly name: string
  readonly size: number
  readonly doneCount: number
  readonly now: number
  readonly expiresAt: number
}

/** Hands the file out, and says where the stream stands; null: it was cancelled meanwhile. */
export async function finishExport(
  tx: Tx,
  { tenant_id, id }: ExportRow,
  file: FinishedFile,
): Promise<Pick<ExportRow, 'seq'> | null> {
  const [row] = await tx.rows<Pick<ExportRow, 'seq'>>(
    `update exports set status = 'done', storage_key = $3, file_name = $4, size = $5, done_count = $6, total_count = $6,
            finished_at = to_timestamp($7::float8 / 1000), expires_at = to_timestamp($8::float8 / 1000)
      where tenant_id = $1 and id = $2 and status = 'running' returning seq`,
    [tenant_id, id, file.storageKey, file.name, file.size, file.doneCount, file.now, file.expiresAt],
  )
  return row ?? null
}

/** Remembers where the stream of one stands. */
export async function storeSeq(tx: Tx, { tenant_id, id }: ExportRow, seq: number): Promise<void> {
  await tx.rows('update exports set seq = $3 where tenant_id = $1 and id = $2', [tenant_id, id, seq])
}

export async function failExport(tx: Tx, { tenant_id, id }: ExportRow, error: string, now: number): Promise<void> {
  await tx.rows(
    `update exports set status = 'failed', error = $3, finished_at = to_timestamp($4::float8 / 1000)
      where tenant_id = $1 and id = $2 and status in ('waiting', 'running')`,
    [tenant_id, id, error, now],
  )
}

/** Those of any merchant whose day is over, some at a time; their files are to be removed before they are marked. */
export function selectExpired(tx: Tx, now: number): Promise<Pick<ExportRow, 'tenant_id' | 'id' | 'storage_key'>[]> {
  return tx.rows(
    `select tenant_id, id, storage_key from exports
      where status = 'done' and expires_at < to_timestamp($1::float8 / 1000) order by expires_at limit 500`,
    [now],
  )
}

export async function markExpired(tx: Tx, ids: readonly ExportId[]): Promise<void> {
  await tx.rows(`update exports set status = 'expired', storage_key = null where id = any($1) and status = 'done'`, [
    ids,
  ])
}
