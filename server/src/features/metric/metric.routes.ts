import { metricSettingChanges, operations } from '@keqiao/contract'
import { metric, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { changeSetting, readSetting, readSettingChanges } from '../tenant'
import { metricSetting } from './metric-setting'
import { zonesOf } from './work-now'

const getSettings = query(operations.metric.getSettings, async (actor, _input, { tx, now }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, metricSetting)
  return { version, settings: value, ...(await readHold(tx, actor.tenantId, now)) }
})

const changeSettings = command(operations.metric.changeSettings, async (actor, { version, settings }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const changed = await changeSetting(context, actor, metricSetting, { version, value: settings })
  if (isRefused(changed)) return changed
  const hold = await readHold(context.tx, actor.tenantId, context.now)
  return { version: changed.version, settings: changed.value, ...hold }
})

/** Since when the newest version holds, and by whose clocks that is told. */
async function readHold(tx: Tx, tenantId: TenantId, now: number) {
  const [last] = await readSettingChanges(tx, tenantId, metricSetting, { limit: 1 })
  const { zone } = metric.zoneAt(await zonesOf(tx, tenantId), now)
  return { holdsFrom: last ? metric.zoneHoldsFrom(last.at) : null, zone }
}

const listChanges = query(operations.metric.listChanges, async (actor, { before, limit }, { tx }) => {
  const changes = await readSettingChanges(tx, actor.tenantId, metricSetting, { before, limit: limit + 1 })
  return {
    changes: changes.slice(0, limit).map(({ version, at, by, from, to }) => ({
      version,
      at,
      holdsFrom: metric.zoneHoldsFrom(at),
      by: { id: by.id, nickname: by.name },
      from: metricSettingChanges.parse(from),
      to: metricSettingChanges.parse(to),
    })),
    more: changes.length > limit,
  }
})

/** What a merchant decides about figures, and what he decided before. */
export const metricSettingOperations: Bindable[] = [getSettings, changeSettings, listChanges]
