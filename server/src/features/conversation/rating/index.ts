import type { Tx } from '../../../platform/database/tx'
import { decideRating } from '@keqiao/domain'
import type { Bindable } from '../../../platform/operations'
import type { ConversationRow } from '../conversation.row'
import { getCard } from './get-card'
import { inviteRating } from './invite-rating'
import { changeRatingSettings, getRatingSettings, readRatingSettings } from './rating-settings'
import { ratingStateOf } from './rating.store'
import { submitRating } from './submit-rating'

export { noteOffer } from './rating.store'

/** Whether a conversation that ends now offers its visitor to rate it. */
export async function offersRating(tx: Tx, row: ConversationRow): Promise<boolean> {
  if (!decideRating.isOfferedAtEnd(ratingStateOf(row))) return false
  return (await readRatingSettings(tx, row.tenant_id)).offerAtEnd
}

/** 评价. */
export const ratingOperations: Bindable[] = [
  inviteRating,
  getCard,
  submitRating,
  getRatingSettings,
  changeRatingSettings,
]
