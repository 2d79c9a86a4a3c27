import { operations } from '@keqiao/contract'
import { command, isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { autoReplySetting } from './auto-reply-settings'
import { routingSetting } from './routing-settings'
import { securityOperations } from './security-settings'
import { changeSetting, readSetting } from './setting'

const getRouting = query(operations.settings.getRouting, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, routingSetting)
  return { version, settings: value }
})

const changeRouting = command(operations.settings.changeRouting, async (actor, { version, settings }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const changed = await changeSetting(context, actor, routingSetting, { version, value: settings })
  return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
})

const getAutoReplies = query(operations.settings.getAutoReplies, async (actor, _input, { tx }) => {
  const { version, value } = await readSetting(tx, actor.tenantId, autoReplySetting)
  return { version, settings: value }
})

const changeAutoReplies = command(
  operations.settings.changeAutoReplies,
  async (actor, { version, settings }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const changed = await changeSetting(context, actor, autoReplySetting, { version, value: settings })
    return isRefused(changed) ? changed : { version: changed.version, settings: changed.value }
  },
)

/** What a merchant decides about routing, and what is said by itself. */
export const tenantOperations: Bindable[] = [
  getRouting,
  changeRouting,
  getAutoReplies,
  changeAutoReplies,
  ...securityOperations,
]
