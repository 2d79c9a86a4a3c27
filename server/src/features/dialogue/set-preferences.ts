import { operations } from '@keqiao/contract'
import { command, refuse } from '../../platform/operations'
import { storePreferences } from './choices.store'

/** Which columns one looks at, and conditions under names: one's own, so nothing of it is an event. */
export const setPreferences = command(
  operations.dialogue.setPreferences,
  async (actor, { columns = null, saved = null }, { tx }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    await storePreferences(tx, actor, columns, saved)
    return {}
  },
)
