import { operations, summarySettings, type SummarySettings } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../../platform/database/tx'
import { command, isRefused, query, refuse } from '../../../platform/operations'
import { changeSetting, defineSetting, readSetting } from '../../tenant'

const summarySetting = defineSetting('summary', summarySettings)

/** G2: what happens when a dialogue without summary is cleared; of the open transaction. */
export async function readSummaryOnClear(tx: Tx, tenantId: TenantId): Promise<SummarySettings['onClear']> {
  return (await readSetting(tx, tenantId, summarySetting)).value.onClear
}

export const getSummarySettings = query(operations.settings.getSummary, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, summarySetting)
  return { version, settings: value }
})

export const changeSummarySettings = command(
  operations.settings.changeSummary,
  async (actor, { version, settings }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const changed = await changeSetting(context, actor, summarySetting, { version, value: settings })
    return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
  },
)
