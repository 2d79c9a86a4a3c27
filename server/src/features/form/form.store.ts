import type { FormPurpose } from '@keqiao/contract'
import type { FormId, MemberActor, Question, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** A form: its latest version and where its stream stands. */
export interface FormRow {
  readonly id: FormId
  readonly version: number
  readonly seq: number
}

/** A published version. Instants are epoch milliseconds. */
export interface FormVersionRow {
  readonly version: number
  readonly questions: Question[]
  readonly published_at: number
  readonly published_by_name: string
}

/** The named version, or the latest; null: there is none. */
export async function selectFormVersion(
  tx: Tx,
  tenantId: TenantId,
  purpose: FormPurpose,
  version: number | null,
): Promise<FormVersionRow | null> {
  const [row] = await tx.named<FormVersionRow>(
    'form.version',
    `select version, questions, published_at, published_by_name from form_versions
      where tenant_id = $1 and purpose = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
    [tenantId, purpose, version],
  )
  return row ?? null
}

/** The form, locked until the transaction ends; made with `id` where nothing was ever published. */
export async function lockForm(tx: Tx, tenantId: TenantId, purpose: FormPurpose, id: FormId): Promise<FormRow> {
  await tx.rows('insert into forms (tenant_id, purpose, id) values ($1, $2, $3) on conflict do nothing', [
    tenantId,
    purpose,
    id,
  ])
  const [row] = await tx.rows<FormRow>(
    'select id, version, seq from forms where tenant_id = $1 and purpose = $2 for no key update',
    [tenantId, purpose],
  )
  if (!row) throw new Error('a form is not there after it was made')
  return row
}

interface PublishedVersion {
  readonly version: number
  readonly seq: number
  readonly questions: readonly Question[]
  readonly at: number
}

/** Stores the next version of a locked form; the ones before stay as they are. */
export async function insertFormVersion(
  tx: Tx,
  actor: MemberActor,
  purpose: FormPurpose,
  { version, seq, questions, at }: PublishedVersion,
): Promise<void> {
  await tx.rows(
    `insert into form_versions (tenant_id, purpose, version, questions, published_at, published_by, published_by_name)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), $6, $7)`,
    [actor.tenantId, purpose, version, JSON.stringify(questions), at, actor.id, actor.name],
  )
  await tx.rows('update forms set version = $3, seq = $4 where tenant_id = $1 and purpose = $2', [
    actor.tenantId,
    purpose,
    version,
    seq,
  ])
}
