import { operations } from '@keqiao/contract'
import { query, refuse, type Bindable } from '../../platform/operations'
import { foldText } from './fold-text'
import { selectCategories } from './library.store'
import { selectKeyed, selectPhrases } from './phrase.store'
import { categoryView, phraseView, type SignFile } from './phrase.view'

/** What is asked about phrases. */
export function phraseQueries(sign: SignFile): Bindable[] {
  const list = query(operations.phrase.list, async (actor, { q, ...question }, { tx }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const words = foldText(q)
      .trim()
      .replace(/^\//, '')
      .split(/\s+/)
      .filter((word) => word !== '')
    const { rows, count } = await selectPhrases(tx, actor.tenantId, actor.id, { ...question, words })
    return { phrases: rows.map((row) => phraseView(row, sign)), count }
  })
  const categories = query(operations.phrase.categories, async (actor, _input, { tx }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const rows = await selectCategories(tx, actor.tenantId, actor.id)
    const keyed = await selectKeyed(tx, actor.tenantId, actor.id)
    return { categories: rows.map(categoryView), keyed: keyed.map((row) => phraseView(row, sign)) }
  })
  return [list, categories]
}
