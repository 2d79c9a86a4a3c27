import { operations } from '@keqiao/contract'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { groupIdsOf } from '../group'
import { changeSetting, readSetting } from '../tenant'
import { selectAlarms } from './alarm.store'
import { slaSetting } from './sla-settings'

const getSettings = query(operations.sla.getSettings, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, slaSetting)
  return { version, settings: value }
})

const changeSettings = command(operations.sla.changeSettings, async (actor, { version, settings }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const changed = await changeSetting(context, actor, slaSetting, { version, value: settings })
  return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
})

const listAlarms = query(operations.sla.listAlarms, async (actor, { limit, ...asked }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tenantId, id, scope } = actor
  const { state, from, until, before } = asked
  const alarms = await selectAlarms(tx, tenantId, {
    groupIds: scope === 'group' ? await groupIdsOf(tx, tenantId, id) : null,
    memberId: scope === 'own' ? id : null,
    state,
    from,
    until,
    before,
    limit: limit + 1,
  })
  return { alarms: alarms.slice(0, limit), more: alarms.length > limit }
})

/** 响应时限. */
export const slaOperations: Bindable[] = [getSettings, changeSettings, listAlarms]
