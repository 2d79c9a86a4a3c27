import { operations, type RatingCard, type RatingSettings } from '@keqiao/contract'
import { decideRating } from '@keqiao/domain'
import { ratingTexts } from '../../../i18n/rating'
import type { Language } from '../../../i18n/choose-language'
import { isRefused, query, refuse } from '../../../platform/operations'
import { accessConversation } from '../conversation.access'
import { readRatingSettings } from './rating-settings'
import { selectRating } from './rating.store'

/** What the visitor's card shows: the merchant's words, or the product's in the visitor's language. */
export const getCard = query(operations.rating.card, async (actor, { conversationId, locale }, { tx }) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const row = await accessConversation(tx, actor, conversationId)
  if (isRefused(row)) return row
  const settings = await readRatingSettings(tx, row.tenant_id)
  return {
    levels: levelsOf(settings, locale),
    given: await selectRating(tx, row),
    openUntil: decideRating.ratingOpenUntil(row.closed_at, settings.openHours),
  }
})

function levelsOf({ levels }: RatingSettings, language: Language): RatingCard['levels'] {
  const texts = ratingTexts[language]
  return levels.map(({ label, reasons }, index) => ({
    score: index + 1,
    label: label.trim() || (texts[index]?.label ?? ''),
    reasons: reasons ?? [...(texts[index]?.reasons ?? [])],
  }))
}
