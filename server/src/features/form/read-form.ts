import type { FormPurpose, FormView } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import { defaultForms } from '../../i18n/default-forms'
import type { Tx } from '../../platform/database/tx'
import { selectFormVersion } from './form.store'

/**
 * A merchant's form, in its latest version or the named one; null: there is no such version. Version 0 is what the
 * product brings along: it is frozen as any other (a test holds it), since summaries name it.
 */
export async function readForm(
  tx: Tx,
  tenantId: TenantId,
  purpose: FormPurpose,
  version: number | null = null,
): Promise<FormView | null> {
  const broughtAlong = { purpose, version: 0, questions: defaultForms[purpose], publishedAt: null, publishedBy: null }
  if (version === 0) return broughtAlong
  const row = await selectFormVersion(tx, tenantId, purpose, version)
  if (!row) return version === null ? broughtAlong : null
  return {
    purpose,
    version: row.version,
    questions: row.questions,
    publishedAt: row.published_at,
    publishedBy: row.published_by_name,
  }
}
