import { setImmediate as nextTurn } from 'node:timers/promises'
import { KNOWLEDGE_LIMITS, type ImportErrorView, type KnowledgeContent } from '@keqiao/contract'
import type { KnowledgeCategoryId, MemberActor, TenantId } from '@keqiao/domain'
import { newId } from '../../platform/ids'
import { refuse, type CommandContext, type Refused } from '../../platform/operations'
import { siblingsOf } from './category-tree'
import { holdCategories, insertCategory, selectCategories, type CategoryRow } from './category.store'
import { recordCategory } from './change-categories'
import type { CheckedRow } from './check-rows'
import { contentOf, differingFields, withContent } from './entry-content'
import { lockEntriesByQuestion, type EntryRow } from './entry.store'
import { indexOf, type Indexed } from './index-entries'
import { saveEntries, type Saving } from './save-entries'
import { newEntry, refuseTooMany } from './write-entry'

interface ImportOptions {
  readonly rows: readonly CheckedRow[]
  readonly errors: readonly ImportErrorView[]
  readonly mode: 'check' | 'all' | 'good'
  readonly same: 'update' | 'skip'
  /** Made before the transaction, by line. */
  readonly indexed: ReadonlyMap<number, Indexed>
}

const mostErrors = 200

/**
 * What the lines would become, or become: a check writes nothing, and lines with errors stop everything unless they are
 * to be left out. A line whose question is there already changes that entry, or is passed over.
 */
export async function importEntries(context: CommandContext, actor: MemberActor, options: ImportOptions) {
  const { rows, errors, mode, same, indexed } = options
  const { tenantId } = actor
  const shownErrors = errors.slice(0, mostErrors)
  if (mode === 'all' && errors.length > 0) return refuse('import_rows_refused', { errors: shownErrors })
  const plan = await planOf(context, tenantId, rows)
  if (isRefusal(plan)) return plan
  const tooMany = await refuseTooMany(context.tx, tenantId, plan.created.length)
  if (tooMany) return tooMany
  const changed = same === 'update' ? plan.changed : []
  const answer = {
    rowCount: rows.length + new Set(errors.map(({ line }) => line)).size,
    createdCount: plan.created.length,
    updatedCount: changed.length,
    skippedCount: rows.length - plan.created.length - changed.length,
    newCategories: plan.newPaths.map((path) => path.join(' / ')),
    errorCount: errors.length,
    errors: shownErrors,
  }
  if (mode === 'check') return answer
  const categoryOf = await makeCategories(context, actor, plan.tree, plan.newPaths)
  const savings = [...plan.created, ...changed].map(({ row, before }): Saving => {
    const content = { ...row.content, categoryId: categoryOf(row.categoryPath), position: before?.position ?? 0 }
    const after = before ? withContent(before, content) : newEntry(content, context.now)
    const ready = indexed.get(row.line)
    return { before, after, ...(ready && { indexed: movedTo(ready, after) }) }
  })
  for (let at = 0; at < savings.length; at += 500) await saveEntries(context, actor, savings.slice(at, at + 500))
  return answer
}

/** What the search keeps of each line, without stopping everybody else for seconds. */
export async function indexRows(tenantId: TenantId, rows: readonly CheckedRow[]): Promise<Map<number, Indexed>> {
  const indexed = new Map<number, Indexed>()
  for (const [at, { line, content }] of rows.entries()) {
    indexed.set(line, indexOf(tenantId, newEntry({ ...content, categoryId: null, position: 0 }, 0)))
    if (at % 20 === 19) await nextTurn()
  }
  return indexed
}

/** What was made of a line belongs to the entry it became. */
function movedTo({ search, keywords }: Indexed, { id }: EntryRow): Indexed {
  return {
    search: { ...search, entry_id: id },
    keywords: keywords.map((keyword) => ({ ...keyword, entry_id: id })),
  }
}

interface Planned {
  readonly row: CheckedRow
  readonly before: EntryRow | null
}

interface Plan {
  readonly created: readonly Planned[]
  readonly changed: readonly Planned[]
  readonly tree: readonly CategoryRow[]
  readonly newPaths: readonly (readonly string[])[]
}

const isRefusal = (value: Plan | Refused): value is Refused => 'refused' in value

async function planOf(
  { tx }: CommandContext,
  tenantId: TenantId,
  rows: readonly CheckedRow[],
): Promise<Plan | Refused> {
  await holdCategories(tx, tenantId)
  const tree = await selectCategories(tx, tenantId)
  const questions = rows.map(({ content }) => content.question)
  const there = new Map((await lockEntriesByQuestion(tx, tenantId, questions)).map((row) => [row.question, row]))
  const planned = rows.map((row) => ({ row, before: there.get(row.content.question) ?? null }))
  const newPaths = pathsNotIn(tree, rows)
  const max = KNOWLEDGE_LIMITS.maxCategories
  if (tree.length + newPaths.length > max) return refuse('knowledge_limit_reached', { of: 'categories', max })
  return {
    created: planned.filter(({ before }) => before === null),
    changed: planned.filter(({ row, before }) => before !== null && differs(tree, row, before)),
    tree,
    newPaths,
  }
}

function differs(tree: readonly CategoryRow[], { content, categoryPath }: CheckedRow, before: EntryRow): boolean {
  const was = contentOf(before)
  const place = find(tree, categoryPath)
  // The table knows no marks: the same text keeps those it has.
  const answer = content.answer.text === was.answer.text ? was.answer : content.answer
  const wanted: KnowledgeContent = { ...content, answer, categoryId: place?.id ?? null, position: was.position }
  return (categoryPath.length > 0 && !place) || differingFields(was, wanted).length > 0
}

/** The category at the end of a path of names; null: there is none, or the path is empty. */
function find(
  tree: readonly CategoryRow[],
  [name, ...rest]: readonly string[],
  parentId: KnowledgeCategoryId | null = null,
): CategoryRow | null {
  const row = siblingsOf(tree, parentId).find((one) => one.name === name) ?? null
  return row === null || rest.length === 0 ? row : find(tree, rest, row.id)
}

function pathsNotIn(tree: readonly CategoryRow[], rows: readonly CheckedRow[]): string[][] {
  const missing = new Map<string, string[]>()
  for (const { categoryPath } of rows) {
    for (let depth = 1; depth <= categoryPath.length; depth += 1) {
      const path = categoryPath.slice(0, depth)
      if (!find(tree, path)) missing.set(path.join('\n'), path)
    }
  }
  return [...missing.values()]
}

async function makeCategories(
  context: CommandContext,
  actor: MemberActor,
  tree: readonly CategoryRow[],
  newPaths: readonly (readonly string[])[],
): Promise<(path: readonly string[]) => KnowledgeCategoryId | null> {
  const grown = [...tree]
  for (const path of newPaths) {
    const name = path.at(-1) ?? ''
    const parent = find(grown, path.slice(0, -1))
    const id = newId<KnowledgeCategoryId>()
    const payload = { categoryId: id, name }
    const seq = await recordCategory(context, actor, { id, seq: 0 }, { type: 'knowledge.categoryCreated', payload })
    const position = siblingsOf(grown, parent?.id ?? null).length
    const row = { id, parent_id: parent?.id ?? null, name, position, seq }
    await insertCategory(context.tx, actor.tenantId, row)
    grown.push(row)
  }
  return (path) => find(grown, path)?.id ?? null
}
