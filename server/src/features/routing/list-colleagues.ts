import { operations } from '@keqiao/contract'
import { query, refuse } from '../../platform/operations'
import { countWaiting } from '../conversation'
import { readGroups } from '../group'
import { readColleagues } from './routing.store'

/** Whom a dialogue can be transferred to: agents with status and load, and groups with their lines (RTE-08). */
export const listColleagues = query(operations.desk.colleagues, async (actor, _input, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const colleagues = await readColleagues(tx, actor.tenantId)
  const waiting = await countWaiting(tx, actor.tenantId)
  const isAtWork = ({ status, connected }: (typeof colleagues)[number]) => status === 'online' && connected
  return {
    agents: colleagues.filter(({ id }) => id !== actor.id),
    groups: (await readGroups(tx, actor.tenantId)).map(({ id, name }) => ({
      id,
      name,
      waitingCount: waiting.get(id) ?? 0,
      onlineCount: colleagues.filter((one) => isAtWork(one) && one.groupIds.includes(id)).length,
    })),
  }
})
