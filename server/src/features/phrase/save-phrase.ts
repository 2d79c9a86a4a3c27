import { operations } from '@keqiao/contract'
import {
  maxOwnPhrases,
  maxPublicPhrases,
  type FileId,
  type MemberActor,
  type PhraseId,
  type TenantId,
} from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse, type Bindable, type CommandContext, type Refused } from '../../platform/operations'
import { foldText } from './fold-text'
import { holdLibrary, selectCategory, type Library } from './library.store'
import { mayChange, ownerOf } from './phrase.access'
import {
  countPhrases,
  replaceFiles,
  selectPhrase,
  selectPhraseFiles,
  selectRival,
  storePhrase,
  type PhraseFields,
} from './phrase.store'
import { phraseView, type SignFile } from './phrase.view'
import { recordChange } from './record-change'

type Written = PhraseFields & { readonly fileIds: readonly FileId[] }

/** How many phrases the library may hold. */
export const mostOf = ({ ownerId }: Library): number => (ownerId === null ? maxPublicPhrases : maxOwnPhrases)

/** What is searched of a phrase. */
export const foldedOf = ({ title, code, text }: Pick<PhraseFields, 'title' | 'code' | 'text'>): string =>
  foldText(`${title}\n${code ?? ''}\n${text}`)

/** Adds a phrase. */
export function createPhrase(sign: SignFile): Bindable {
  return command(operations.phrase.create, async (actor, { scope, ...written }, context) => {
    const ownerId = ownerOf(actor, scope)
    if (isRefused(ownerId) || actor.kind !== 'member') return isRefused(ownerId) ? ownerId : refuse('forbidden')
    const library = await holdLibrary(context.tx, actor.tenantId, ownerId)
    const max = mostOf(library)
    const count = await countPhrases(context.tx, actor.tenantId, library.id)
    if (count >= max) return refuse('too_many_phrases', { max })
    return save(context, actor, library, { id: newId<PhraseId>(), isNew: true, written }, sign)
  })
}

/** Changes a phrase as it was read. */
export function updatePhrase(sign: SignFile): Bindable {
  return command(operations.phrase.update, async (actor, { phraseId: id, version, ...written }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const found = await selectPhrase(tx, actor.tenantId, actor.id, id)
    if (!found) return refuse('not_found')
    const refused = mayChange(actor, found.owner_id)
    if (refused) return refused
    const library = await holdLibrary(tx, actor.tenantId, found.owner_id)
    const now = await selectPhrase(tx, actor.tenantId, actor.id, id)
    if (!now) return refuse('not_found')
    if (now.version !== version) return refuse('phrase_changed', { version: now.version })
    return save(context, actor, library, { id, isNew: false, written }, sign)
  })
}

interface Saved {
  readonly id: PhraseId
  readonly isNew: boolean
  readonly written: Written
}

async function save(
  context: CommandContext,
  actor: MemberActor,
  library: Library,
  { id, isNew, written }: Saved,
  sign: SignFile,
) {
  const { tx, now } = context
  const { tenantId } = actor
  const fields = { ...written, title: written.title.trim() }
  const refused =
    (await refuseUnfit(tx, tenantId, library, fields, isNew ? null : id, actor)) ??
    (await refuseFiles(tx, library, fields.fileIds, actor))
  if (refused) return refused
  await storePhrase(tx, tenantId, library.id, { ...fields, id, folded: foldedOf(fields), at: now })
  await replaceFiles(tx, tenantId, id, [...new Set(fields.fileIds)])
  const what = isNew ? 'phrase-created' : 'phrase-changed'
  await recordChange(context, actor, library, { what, id, name: fields.title, count: 1 })
  const stored = await selectPhrase(tx, tenantId, actor.id, id)
  if (!stored) throw new Error('a phrase that was just stored is not there')
  return { phrase: phraseView(stored, sign) }
}

/** What the library, which is held, does not allow: a code or a key that is given, a category that is not in it. */
async function refuseUnfit(
  tx: Tx,
  tenantId: TenantId,
  library: Library,
  { code, hotKey, categoryId }: PhraseFields,
  except: PhraseId | null,
  actor: MemberActor,
): Promise<Refused | null> {
  const withCode = code === null ? null : await selectRival(tx, tenantId, library.id, 'code', code, except)
  if (withCode !== null) return refuse('phrase_code_taken', { title: withCode })
  const withKey = hotKey === null ? null : await selectRival(tx, tenantId, library.id, 'hot_key', hotKey, except)
  if (withKey !== null) return refuse('phrase_key_taken', { title: withKey })
  if (categoryId === null) return null
  const category = await selectCategory(tx, tenantId, actor.id, categoryId)
  return category?.library_id === library.id ? null : refuse('phrase_category_unknown')
}

async function refuseFiles(
  tx: Tx,
  library: Library,
  fileIds: readonly FileId[],
  { tenantId, id }: MemberActor,
): Promise<Refused | null> {
  if (fileIds.length === 0) return null
  const usable = await selectPhraseFiles(tx, tenantId, library.id, id, fileIds)
  const unknown = fileIds.filter((fileId) => !usable.includes(fileId))
  return unknown.length === 0 ? null : refuse('phrase_file_unknown', { fileIds: unknown })
}
