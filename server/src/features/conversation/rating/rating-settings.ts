import { operations, ratingSettings, type RatingSettings } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'
import { command, isRefused, query, refuse } from '../../../platform/operations'
import { changeSetting, defineSetting, readSetting } from '../../tenant'

const ratingSetting = defineSetting('rating', ratingSettings)

/** 评价设置 of a merchant; of the open transaction. */
export async function readRatingSettings(tx: Tx, tenantId: TenantId): Promise<RatingSettings> {
  return (await readSetting(tx, tenantId, ratingSetting)).value
}

export const getRatingSettings = query(operations.settings.getRating, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, ratingSetting)
  return { version, settings: value }
})

export const changeRatingSettings = command(
  operations.settings.changeRating,
  async (actor, { version, settings }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const changed = await changeSetting(context, actor, ratingSetting, { version, value: settings })
    return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
  },
)
