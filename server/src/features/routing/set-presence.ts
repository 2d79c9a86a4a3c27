import { operations } from '@keqiao/contract'
import { statusAtSignIn, type MemberActor, type PresenceStatus } from '@keqiao/domain'
import { insertEvents, longLivedHead, numberEvents } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import { command, refuse, type CommandContext, type Services } from '../../platform/operations'
import { loadMemberActor } from '../member'
import { hasLiveLease, lockPresence, storePresence } from './presence.store'

/** 在线, 忙碌 or 离开, by the member himself. */
export const setPresence = command(operations.desk.setPresence, async (actor, { status }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  return (await changePresence(context, actor, status, actor)) ? { status } : refuse('not_found')
})

/** Who does it. */
export type PresentMember = Pick<MemberActor, 'kind' | 'tenantId' | 'id' | 'name'>

/** Changes a member's status, by himself or by who steers him (RTE-15); false: there is none who may work. */
export async function changePresence(
  { tx, now, services }: Pick<CommandContext, 'tx' | 'now' | 'services'>,
  member: Pick<PresentMember, 'tenantId' | 'id'>,
  to: PresenceStatus,
  actor: PresentMember,
): Promise<boolean> {
  const row = await lockPresence(tx, member.tenantId, member.id)
  if (!row) return false
  if (row.status === to) return true
  // Asked under the lock that shutting him out takes too: afterwards nothing makes him assignable again.
  if (to !== 'away' && !(await loadMemberActor(tx, member.tenantId, member.id))) return false
  const steered = actor.id !== member.id
  const { events, head } = numberEvents({
    tenantId: member.tenantId,
    stream: 'member',
    streamId: longLivedStreamId(member.id),
    head: longLivedHead(row.seq),
    actor,
    at: now,
    clientId: null,
    events: [{ type: 'presence.changed', payload: { from: row.status, to, ...(steered && { memberId: member.id }) } }],
  })
  await insertEvents(tx, services.epoch, events)
  await storePresence(tx, member.tenantId, member.id, to, head.seq)
  tx.afterCommit(() => services.relay.publish(events))
  return true
}

/**
 * RTE-04, G12: a new session starts at 离开. A second device, or a sign-in while a socket of the member lives, keeps the
 * status: he is at work already.
 */
export function resetPresenceAtSignIn(
  services: Services,
): (member: Pick<MemberActor, 'tenantId' | 'id' | 'name'>) => Promise<void> {
  return (member) =>
    services.doors.withTenant(member.tenantId, async (tx) => {
      if (await hasLiveLease(tx, member.tenantId, member.id)) return
      const actor: PresentMember = { kind: 'member', ...member }
      await changePresence({ tx, now: services.clock.now(), services }, actor, statusAtSignIn, actor)
    })
}
