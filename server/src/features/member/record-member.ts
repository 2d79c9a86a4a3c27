import type { EventType, StoredPayload } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import { insertEvents, longLivedHead, numberEvents, type Doer } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { CommandContext } from '../../platform/operations'
import { lockMember, storeMember, type MemberWithLoad } from './member.store'

type MemberEventType = Extract<
  EventType,
  | `member.${string}`
  | `presence.${string}`
  | `secondFactor.${string}`
  | `recoveryCode${string}`
  | 'password.changed'
  | 'sessions.ended'
>

/** What can be written to a member's stream. */
export type MemberEvent = {
  [Type in MemberEventType]: { readonly type: Type; readonly payload: StoredPayload<Type> }
}[MemberEventType]

type RecordContext = Pick<CommandContext, 'tx' | 'now' | 'services'>

/** Writes events to the stream of a locked member, and the member as he is now; listeners hear it after the commit. */
export async function recordMember(
  { tx, now, services }: RecordContext,
  actor: Doer & { readonly tenantId: TenantId },
  member: MemberWithLoad,
  happened: readonly MemberEvent[],
): Promise<void> {
  const { events, head } = numberEvents({
    tenantId: actor.tenantId,
    stream: 'member',
    streamId: longLivedStreamId(member.id),
    head: longLivedHead(member.seq),
    actor,
    at: now,
    clientId: null,
    events: happened,
  })
  await insertEvents(tx, services.epoch, events)
  await storeMember(tx, actor.tenantId, { ...member, seq: head.seq })
  tx.afterCommit(() => services.relay.publish(events))
}

/** The same for what changes nothing of the member himself. False when there is no such member. */
export async function recordOf(
  context: RecordContext,
  actor: Doer & { readonly tenantId: TenantId },
  memberId: MemberId,
  event: MemberEvent,
): Promise<boolean> {
  const member = await lockMember(context.tx, actor.tenantId, memberId)
  if (!member) return false
  await recordMember(context, actor, member, [event])
  return true
}
