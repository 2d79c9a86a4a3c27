import { operations } from '@keqiao/contract'
import { checkAnswers, summaryFacts } from '@keqiao/domain'
import { command, isRefused, refuse } from '../../../platform/operations'
import { readForm } from '../../form'
import { accessLocked } from '../conversation.access'
import { stateOf } from '../conversation.row'
import { recordOutcome } from '../record-outcome'
import { noteSummary, selectLegs, storeSummary } from './summary.store'
import { summaryView } from './summary.view'

/**
 * 小结 (CON-06): by the agent of the leg, while it is open and at any time after it. Any published version of the form will
 * do: one that was published while he wrote must not cost him what he has written.
 */
export const saveSummary = command(operations.summary.save, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx, now } = context
  const { legId, formVersion } = input
  const row = await accessLocked(tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const leg = (await selectLegs(tx, row.tenant_id, [row.id])).find((one) => one.leg_id === legId)
  if (leg?.member_id !== actor.id) return refuse('leg_not_yours')
  const form = await readForm(tx, row.tenant_id, 'summary', formVersion)
  if (!form) return refuse('form_version_unknown')
  const { answers, complaints } = checkAnswers(form.questions, input.answers)
  if (complaints.length > 0) return refuse('answers_invalid', { complaints })
  const facts = summaryFacts(form.questions, answers)
  const contentId = form.questions.find(({ role }) => role === 'content')?.id ?? ''
  const content = String(answers[contentId] ?? '')
  const correctedCount = await storeSummary(tx, row, actor.id, {
    ...facts,
    legId,
    formVersion,
    answers,
    content,
    at: now,
  })
  await noteSummary(tx, row, { legId, categoryPath: facts.categoryPath })
  const saved = { ...facts, legId, memberId: actor.id, formVersion, values: answers, first: correctedCount === 0 }
  const { legEpoch } = stateOf(row)
  const events = [{ type: 'summary.saved', payload: saved }] as const
  await recordOutcome(context, row, actor, { refused: false, legEpoch, events, patch: {} })
  const stored = {
    ...leg,
    form_version: formVersion,
    answers,
    category_path: [...facts.categoryPath],
    solved: facts.solved,
    follow_up: facts.followUp,
    saved_at: now,
    corrected_count: correctedCount,
  }
  const summary = summaryView(stored, actor.name)
  if (!summary) throw new Error('a summary that was stored is none')
  return { summary }
})
