import type { MemberActor, TenantId } from '@keqiao/domain'
import { longLivedStreamId } from '../../platform/ids'
import { longLivedHead, numberEvents, type StoredEvent } from '../../platform/event-log'
import type { Shift } from './shifts'

/** A shift as its agent's stream tells it: every change of 状态, the last one to 离开. */
export function presenceEvents(tenantId: TenantId, shift: Shift, seq: number): StoredEvent[] {
  const { agent, statuses } = shift
  const actor: Pick<MemberActor, 'kind' | 'id' | 'name'> = { kind: 'member', id: agent.id, name: agent.nickname }
  const events: StoredEvent[] = []
  let from: Shift['statuses'][number]['status'] = 'away'
  const append = (at: number, status: typeof from) => {
    if (status === from) return
    const head = longLivedHead(seq + events.length)
    const payload = { from, to: status }
    const stream = {
      tenantId,
      stream: 'member',
      streamId: longLivedStreamId(agent.id),
      head,
      actor,
      clientId: null,
    } as const
    events.push(...numberEvents({ ...stream, at, events: [{ type: 'presence.changed', payload }] }).events)
    from = status
  }
  for (const { at, status } of statuses) append(at, status)
  append(shift.to, 'away')
  return events
}
