import { operations } from '@keqiao/contract'
import { type MemberActor, type PhraseCategoryId, type PhraseId, maxPhraseCategories } from '@keqiao/domain'
import type { z } from 'zod'
import { newId } from '../../platform/ids'
import { command, isRefused, query, refuse, type CommandContext } from '../../platform/operations'
import { countCategories, findCategory, holdLibrary, insertCategory, type Library } from './library.store'
import { ownerOf } from './phrase.access'
import { readPhrases, writePhrases, type CsvPhrase } from './phrase-csv'
import { countPhrases, hasPhrase, selectPhrases, selectRival, storePhrase } from './phrase.store'
import { recordChange } from './record-change'
import { foldedOf, mostOf } from './save-phrase'

type Problem = z.input<typeof operations.phrase.importCsv.output>['problems'][number]

/** Adds what can be added, and tells of each other line why not. Missing categories are made. */
export const importCsv = command(operations.phrase.importCsv, async (actor, { scope, csv, firstLine }, context) => {
  const ownerId = ownerOf(actor, scope)
  if (isRefused(ownerId) || actor.kind !== 'member') return isRefused(ownerId) ? ownerId : refuse('forbidden')
  const { tx } = context
  const read = readPhrases(csv, firstLine)
  const problems: Problem[] = [...read.problems]
  const library = await holdLibrary(tx, actor.tenantId, ownerId)
  let room = mostOf(library) - (await countPhrases(tx, actor.tenantId, library.id))
  let importedCount = 0
  for (const phrase of read.phrases) {
    const problem = room > 0 ? await importLine(context, actor, library, phrase) : ('full' as const)
    if (problem === null) {
      importedCount += 1
      room -= 1
    } else problems.push({ line: phrase.line, problem, value: valueOf(phrase, problem) })
  }
  if (importedCount > 0) {
    await recordChange(context, actor, library, { what: 'phrases-imported', id: null, name: '', count: importedCount })
  }
  return { importedCount, problems: problems.toSorted((a, b) => a.line - b.line) }
})

async function importLine(
  { tx, now }: CommandContext,
  { tenantId }: MemberActor,
  library: Library,
  { path, title, text, code, hotKey }: CsvPhrase,
): Promise<Problem['problem'] | null> {
  if (code !== null && (await selectRival(tx, tenantId, library.id, 'code', code, null)) !== null) return 'code-taken'
  if (hotKey !== null && (await selectRival(tx, tenantId, library.id, 'hot_key', hotKey, null)) !== null) {
    return 'key-taken'
  }
  let categoryId: PhraseCategoryId | null = null
  for (const name of path) {
    const known = await findCategory(tx, tenantId, library.id, categoryId, name)
    if (known === null && (await countCategories(tx, tenantId, library.id)) >= maxPhraseCategories) return 'category'
    categoryId = known ?? (await insertCategory(tx, tenantId, library.id, categoryId, name))
  }
  if (await hasPhrase(tx, tenantId, library.id, categoryId, title)) return 'duplicate'
  const fields = { categoryId, title, text, spans: [], code, hotKey }
  await storePhrase(tx, tenantId, library.id, { ...fields, id: newId<PhraseId>(), folded: foldedOf(fields), at: now })
  return null
}

function valueOf({ title, code, hotKey, path }: CsvPhrase, problem: Problem['problem']): string {
  if (problem === 'code-taken') return code ?? ''
  if (problem === 'key-taken') return hotKey ?? ''
  return problem === 'category' ? path.join(' / ') : title
}

/** Phrases of one part of an export: bounded, so that each fits a frame. */
const partSize = 100

/** What is in a library, as CSV. */
export const exportCsv = query(operations.phrase.exportCsv, async (actor, { scope, page }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const question = { scope, words: [], sort: 'position', order: 'asc', page, limit: partSize } as const
  const { rows, count } = await selectPhrases(tx, actor.tenantId, actor.id, question)
  return { csv: writePhrases(rows, page === 1), more: page * partSize < count }
})
