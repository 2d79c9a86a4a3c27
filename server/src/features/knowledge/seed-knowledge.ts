import type { KnowledgeCategoryId, MemberActor, MemberId } from '@keqiao/domain'
import { newId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import { insertCategory, selectCategories } from './category.store'
import { countEntries } from './entry.store'
import { recordCategory } from './change-categories'
import { saveEntries } from './save-entries'
import { newEntry } from './write-entry'

/** An entry of a merchant that is made with content. */
export interface SeededKnowledge {
  readonly category: string
  readonly question: string
  readonly similar?: readonly string[]
  readonly keywords: readonly string[]
  readonly answer: string
  readonly article?: string
  /** Shown to the public; true unless said otherwise. */
  readonly public?: boolean
}

/** Of one statement. */
const savedAtOnce = 500

/** Fills a merchant's empty knowledge base, as if this member had written it; one that holds anything stays as it is. */
export async function seedKnowledge(
  services: Pick<Services, 'doors' | 'clock' | 'epoch' | 'relay' | 'random' | 'onError'>,
  { tenantId, id, name }: { readonly tenantId: MemberActor['tenantId']; readonly id: MemberId; readonly name: string },
  seeds: readonly SeededKnowledge[],
): Promise<void> {
  await services.doors.withTenant(tenantId, async (tx) => {
    if ((await countEntries(tx, tenantId)) > 0) return
    const context = { tx, now: services.clock.now(), services }
    const actor: MemberActor = { kind: 'member', tenantId, id, name, permissions: new Set(), scope: 'tenant' }
    const there = new Map((await selectCategories(tx, tenantId)).map((row) => [row.name, row.id]))
    for (const category of new Set(seeds.map((seed) => seed.category))) {
      if (there.has(category)) continue
      const categoryId = newId<KnowledgeCategoryId>()
      const event = { type: 'knowledge.categoryCreated', payload: { categoryId, name: category } } as const
      const seq = await recordCategory(context, actor, { id: categoryId, seq: 0 }, event)
      await insertCategory(tx, tenantId, { id: categoryId, parent_id: null, name: category, position: there.size, seq })
      there.set(category, categoryId)
    }
    const savings = seeds.map((seed) => ({
      before: null,
      after: newEntry(
        {
          question: seed.question,
          similar: [...(seed.similar ?? [])],
          categoryId: there.get(seed.category) ?? null,
          keywords: [...seed.keywords],
          answer: { text: seed.answer, spans: [] },
          article: seed.article ?? null,
          active: true,
          public: seed.public ?? true,
          position: 0,
        },
        context.now,
      ),
    }))
    for (let at = 0; at < savings.length; at += savedAtOnce) {
      await saveEntries(context, actor, savings.slice(at, at + savedAtOnce))
    }
  })
}
