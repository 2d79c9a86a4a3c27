/** Shutting a member out and letting him in again, over the database in memory: what the product does in one transaction. */
import { operations, type MemberView } from '@keqiao/contract'
import { numberEvents, type StoredEvent } from '@keqiao/server/platform/event-log/index'
import { bind, refuse, type Binding, type Person } from '@keqiao/server/platform/operations/index'
import type { StoredMember } from './database'
import type { MemoryServer } from './server'

type ShutOutEvent = 'member.disabled' | 'member.enabled'

/** What an administrator does with an account. */
export function shutOutOperations(server: MemoryServer): Binding[] {
  return [
    bind(operations.member.disable, (actor, { memberId }, context) =>
      server.once(actor, context, () => {
        const member = colleagueOf(server, actor, memberId)
        if (!member) return refuse('not_found')
        // There is one administrator: himself he may not shut out, and nobody else can.
        if (memberId === actor.id) return refuse('last_administrator')
        if (member.disabled) return { member: viewOf(server, member) }
        member.disabled = true
        if (server.sabotage !== 'disabled-still-chosen') member.status = 'away'
        record(server, actor, member, 'member.disabled', { memberId, openCount: member.active })
        server.database.shutOut.add(memberId)
        return { member: viewOf(server, member) }
      }),
    ),
    bind(operations.member.enable, (actor, { memberId }, context) =>
      server.once(actor, context, () => {
        const member = colleagueOf(server, actor, memberId)
        if (!member) return refuse('not_found')
        if (member.disabled) {
          member.disabled = false
          record(server, actor, member, 'member.enabled', { memberId })
        }
        return { member: viewOf(server, member) }
      }),
    ),
  ]
}

function colleagueOf({ database }: MemoryServer, { tenantId }: Person, memberId: string): StoredMember | null {
  const member = database.members.get(memberId)
  return member?.actor.tenantId === tenantId ? member : null
}

function record(server: MemoryServer, actor: Person, member: StoredMember, type: ShutOutEvent, payload: object): void {
  const { database, world } = server
  const { events, head } = numberEvents({
    tenantId: actor.tenantId,
    stream: 'member',
    streamId: `ff${member.actor.id.slice(2)}`,
    head: { seq: member.seq, visitorSeq: 0 },
    actor,
    at: world.time.now(),
    clientId: null,
    events: [{ type, payload }],
  })
  member.seq = head.seq
  member.version += 1
  database.log.push(...events)
  server.committed(events satisfies readonly StoredEvent[])
}

function viewOf(server: MemoryServer, member: StoredMember): MemberView {
  const { actor, capacity, groupIds, disabled, status, active } = member
  return {
    id: actor.id,
    account: actor.id,
    nickname: actor.name,
    role: actor.permissions.has('member:manage') ? 'administrator' : 'agent',
    capacity,
    groupIds: [...groupIds],
    disabled,
    status,
    connected: server.isConnected(member),
    active,
    createdAt: 0,
    origin: 'local',
    managed: false,
    secondFactor: false,
  }
}
