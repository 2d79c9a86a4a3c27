import type { MemberActor, TenantId } from '@keqiao/domain'
import { longLivedStreamId } from '../../platform/ids'
import { longLivedHead, numberEvents, type StoredEvent } from '../../platform/event-log'
import type { Shift } from './shifts'

/** A shift as its agent's stream tells it: he comes, every change of 状态, the last one to 离开, he goes. */
export function presenceEvents(tenantId: TenantId, shift: Shift, seq: number): StoredEvent[] {
  const { agent, statuses } = shift
  const actor: Pick<MemberActor, 'kind' | 'id' | 'name'> = { kind: 'member', id: agent.id, name: agent.nickname }
  const events: StoredEvent[] = []
  const append = (at: number, told: Parameters<typeof numberEvents>[0]['events'][number]) => {
    const head = longLivedHead(seq + events.length)
    const streamId = longLivedStreamId(agent.id)
    const stream = { tenantId, stream: 'member', streamId, head, actor, clientId: null } as const
    events.push(...numberEvents({ ...stream, at, events: [told] }).events)
  }
  const memberId = agent.id
  append(shift.from, { type: 'member.signedIn', payload: { memberId, how: 'password' } })
  append(shift.from, { type: 'presence.connected', payload: { memberId, since: shift.from } })
  let from: Shift['statuses'][number]['status'] = 'away'
  const change = (at: number, to: typeof from) => {
    if (to !== from) append(at, { type: 'presence.changed', payload: { from, to } })
    from = to
  }
  for (const { at, status } of statuses) change(at, status)
  change(shift.to, 'away')
  append(shift.to, { type: 'presence.disconnected', payload: { memberId, since: shift.to } })
  append(shift.to, { type: 'member.signedOut', payload: { memberId, reason: 'self' } })
  return events
}
