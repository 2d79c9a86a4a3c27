import { operations } from '@keqiao/contract'
import { pathTo, type Answers, type Question, type QuestionRole, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'
import { isRefused, query, refuse } from '../../../platform/operations'
import { readForm } from '../../form'
import { readNicknames } from '../../member'
import { accessConversation } from '../conversation.access'
import type { ConversationRow } from '../conversation.row'
import { selectFirstReplyMs, selectFirstWords, selectLegs, type SummarisedLegRow } from './summary.store'
import { summarisedLegView } from './summary.view'

/** The visitor's first words that are offered as 咨询内容. */
const offeredWords = 3

/** What the 小结单 of a conversation begins from: its legs, the form, and what is known without asking. */
export const getSummary = query(operations.summary.get, async (actor, input, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const row = await accessConversation(tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const legs = await selectLegs(tx, row.tenant_id, [row.id])
  const own = legs.filter((leg) => leg.member_id === actor.id).at(-1)
  const form = await readForm(tx, row.tenant_id, 'summary', own?.form_version ?? null)
  if (!form) throw new Error('a summary names a version of its form that is not there')
  const nicknames = await nicknamesOf(tx, row.tenant_id, legs)
  return {
    legs: legs.map((leg) => summarisedLegView(leg, nicknames.get(leg.member_id) ?? '')),
    ownLegId: own?.leg_id ?? null,
    form,
    suggested: await suggest(tx, row, legs, form.questions),
    firstReplyMs: await selectFirstReplyMs(tx, row.id),
  }
})

/** The nicknames of those who held the legs. */
export async function nicknamesOf(tx: Tx, tenantId: TenantId, legs: readonly SummarisedLegRow[]) {
  return readNicknames(tx, tenantId, [...new Set(legs.map((leg) => leg.member_id))])
}

/**
 * The category an earlier agent of this conversation wrote down, if the form still has it, and the visitor's own first
 * words. An offer: nothing of it is stored before the agent says so.
 */
async function suggest(
  tx: Tx,
  row: ConversationRow,
  legs: readonly SummarisedLegRow[],
  questions: readonly Question[],
): Promise<Answers> {
  const suggested: Record<string, string> = {}
  const questionOf = (role: QuestionRole) => questions.find((question) => question.role === role)
  const [category, content] = [questionOf('category'), questionOf('content')]
  const before = legs.findLast((leg) => leg.category_path !== null && leg.category_path.length > 0)
  const chosen = category && before?.answers?.[category.id]
  if (category?.kind === 'tree' && typeof chosen === 'string' && pathTo(category.branches, chosen)) {
    suggested[category.id] = chosen
  }
  if (content?.kind === 'longText') {
    const words = (await selectFirstWords(tx, row.id, offeredWords)).join('\n')
    if (words !== '') suggested[content.id] = cutTo(words, content.maxLength)
  }
  return suggested
}

/** Not in the middle of a character that takes two units. */
function cutTo(text: string, length: number): string {
  const cut = text.slice(0, length)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}
