import { businessHours, operations } from '@keqiao/contract'
import { isOpenAt, opensAt, type BusinessHours, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { changeSetting, defineSetting, readSetting } from '../tenant'

const hoursSetting = defineSetting('hours', businessHours)

/** Whether it is business time. */
export interface Opening {
  readonly open: boolean
  /** Epoch milliseconds; null: it is open, or nobody knows. */
  readonly opensAt: number | null
}

const openingOf = (hours: BusinessHours, now: number): Opening => ({
  open: isOpenAt(hours, now),
  opensAt: opensAt(hours, now),
})

/** Whether the merchant's visitors are served at `now`, epoch milliseconds; of the open transaction. */
export async function readOpening(tx: Tx, tenantId: TenantId, now: number): Promise<Opening> {
  return openingOf((await readSetting(tx, tenantId, hoursSetting)).value, now)
}

/** When the merchant's agents are at work; of the open transaction. */
export async function readHours(tx: Tx, tenantId: TenantId): Promise<BusinessHours> {
  return (await readSetting(tx, tenantId, hoursSetting)).value
}

const getHours = query(operations.settings.getHours, async (actor, _input, { tx, now }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, hoursSetting)
  return { version, hours: value, ...openingOf(value, now) }
})

const changeHours = command(operations.settings.changeHours, async (actor, { version, hours }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const changed = await changeSetting(context, actor, hoursSetting, { version, value: hours })
  if (isRefused(changed)) return changed
  return { version: changed.version, hours: changed.value, ...openingOf(changed.value, context.now) }
})

/** 服务时间. */
export const scheduleOperations: Bindable[] = [getHours, changeHours]
