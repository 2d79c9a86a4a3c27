import { operations } from '@keqiao/contract'
import {
  decide,
  type ClientId,
  type ConversationId,
  type LegId,
  type MemberId,
  type VisitorActor,
} from '@keqiao/domain'
import { newId } from '../../platform/ids'
import { hashRequest, type CommandContext, type Services } from '../../platform/operations'
import { loadMemberActor } from '../member'
import { readRoutingSettings } from '../tenant'
import { stateOf, type ConversationRow } from './conversation.row'
import { lockConversation } from './conversation.store'
import { lockLoad, openLeg } from './leg.store'
import type { MessageLog } from './message-log'
import { openedLeg, recordOutcome } from './record-outcome'

/** Whose invitation a visitor has accepted. It is asked for, since invitations belong to a feature further right. */
export interface AcceptedInvitation {
  /** Also the client id of the words with which he was invited: they are said once. */
  readonly id: string
  readonly memberId: MemberId
  readonly text: string
}

/** Null: nobody's. */
export type InvitationOf = (visitor: VisitorActor) => AcceptedInvitation | null

/**
 * Gives a conversation that has just been opened to who invited its visitor, by the rules of 接收对话: he is connected,
 * not 离开, and below 最大接线量. Where he may not, it waits like any other.
 */
export async function giveToInviter(
  context: CommandContext,
  opened: ConversationRow,
  { memberId }: AcceptedInvitation,
): Promise<ConversationRow> {
  const { tx, now } = context
  const { tenant_id: tenantId } = opened
  const row = await lockConversation(tx, tenantId, opened.id)
  const load = await lockLoad(tx, tenantId, memberId)
  const inviter = await loadMemberActor(tx, tenantId, memberId)
  if (!row || !load || !inviter) return opened
  const { mayExceedCapacity: mayExceed } = await readRoutingSettings(tx, tenantId)
  const decision = decide.claim(stateOf(row), { legId: newId<LegId>() }, inviter, { ...load, mayExceed })
  if (decision.refused) return opened
  const { legId: id, groupId, origin } = openedLeg(decision)
  const leg = {
    tenantId,
    id,
    conversationId: row.id,
    memberId,
    groupId,
    origin,
    how: 'claim',
    at: now,
    mayExceed,
  } as const
  // His load is locked: what the decision saw is what the write finds.
  if ((await openLeg(tx, leg)) === null) return opened
  return recordOutcome(context, row, inviter, decision)
}

/** The words with which he was invited begin the conversation, so that both see what it is about. */
export async function sayInvitation(
  { doors }: Services,
  messages: MessageLog,
  { tenantId }: VisitorActor,
  conversationId: ConversationId,
  { id, memberId, text }: AcceptedInvitation,
): Promise<void> {
  const inviter = await doors.withTenant(tenantId, (tx) => loadMemberActor(tx, tenantId, memberId))
  if (!inviter) return
  const body = { kind: 'text', text } as const
  const { name } = operations.conversation.sendMessage
  const context = { clientId: id as ClientId, requestHash: hashRequest(name, { conversationId, body }) }
  await messages.append(inviter, conversationId, context, (state) => decide.sendMessage(state, { body }, inviter))
}
