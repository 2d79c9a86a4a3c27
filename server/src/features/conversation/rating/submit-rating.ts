import { operations } from '@keqiao/contract'
import { decideRating } from '@keqiao/domain'
import { command, isRefused, refuse } from '../../../platform/operations'
import { accessLocked } from '../conversation.access'
import { stateOf } from '../conversation.row'
import { recordOutcome } from '../record-outcome'
import { readRatingSettings } from './rating-settings'
import { insertRating, ratingStateOf, selectLegFacts } from './rating.store'

/**
 * 评价 (CON-07, VIS-04). The row is locked before anything is looked at, so of any number that come at once one finds no
 * rating and the others find it; the key of the table stands behind that. Reasons are taken as they were shown: the
 * merchant may have changed his list meanwhile, and free text can be written anyway.
 */
export const submitRating = command(operations.rating.submit, async (actor, input, context) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const { tx, now } = context
  const row = await accessLocked(tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const { openHours } = await readRatingSettings(tx, row.tenant_id)
  const given = { score: input.score, reasons: [...new Set(input.reasons)], text: input.text.trim() }
  const legs = await selectLegFacts(tx, row)
  const decision = decideRating.rate(stateOf(row), ratingStateOf(row), given, { legs, openHours, now })
  if (decision.refused) return refuse(decision.code, decision.data)
  const [event] = decision.events
  if (event?.type !== 'rating.submitted') throw new Error('a rating that says nothing')
  await insertRating(tx, row, event.payload, now)
  await recordOutcome(context, row, actor, decision)
  return { rating: { ...given, at: now } }
})
