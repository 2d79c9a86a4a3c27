import type { FileFacts, FileId, MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Bindable, Services } from '../../platform/operations'
import { movePhrase, removePhrase } from './arrange-phrases'
import { createCategory, removeCategory, updateCategory } from './change-category'
import { exportCsv, importCsv } from './import-phrases'
import { phraseQueries } from './phrase.queries'
import { countUses, selectFileOfPhrase, type PhraseUse } from './phrase.store'
import type { SignFile } from './phrase.view'
import { createPhrase, updatePhrase } from './save-phrase'

/** The operations of phrases. */
export function phraseOperations({ sign }: { readonly sign: SignFile }): Bindable[] {
  return [
    ...phraseQueries(sign),
    createPhrase(sign),
    updatePhrase(sign),
    movePhrase,
    removePhrase,
    createCategory,
    updateCategory,
    removeCategory,
    importCsv,
    exportCsv,
  ]
}

/** What a message may say of a file that a phrase carries which this member may use; null: there is none. */
export function fileOfPhrase(tx: Tx, { tenantId, id }: MemberActor, fileId: FileId): Promise<FileFacts | null> {
  return selectFileOfPhrase(tx, tenantId, id, fileId)
}

/** Counts the phrases a message was made of. Its repetition counts nothing. */
export function countPhraseUses({ doors }: Services, { tenantId }: MemberActor, use: PhraseUse): Promise<void> {
  return doors.withTenant(tenantId, (tx) => countUses(tx, tenantId, use))
}
