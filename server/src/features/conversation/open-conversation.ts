import { operations } from '@keqiao/contract'
import {
  emptyVisit,
  roomNumber,
  visitorName,
  type ConversationEvent,
  type ConversationId,
  type VisitorActor,
} from '@keqiao/domain'
import { newId } from '../../platform/ids'
import { insertEvents, numberEvents } from '../../platform/event-log'
import { command, refuse, type Bindable, type CommandContext, type Person } from '../../platform/operations'
import { readChannel } from '../channel'
import { readIdentity } from '../contact'
import { holdGroup } from '../group'
import { readOpening } from '../schedule'
import { findConsent } from './consent.store'
import { findLatestOf, insertConversation } from './conversation.store'
import { conversationView } from './conversation.view'
import { armDeadlines } from './deadline.store'
import type { MessageLog } from './message-log'
import { giveToInviter, sayInvitation, type InvitationOf } from './open-invited'
import { insertVisit } from './visit.store'

/** A room number is one of a million; with this many misses the merchant has run out of them. */
const roomAttempts = 20

/** What the visitor calls himself until somebody knows better. */
const nameless = '访客'

/**
 * The visitor's conversation on his channel: the one that goes on, or a new one that waits (CON-02, RTE-06), or, for who
 * was invited, one with the agent who did.
 */
export function openConversation(messages: MessageLog, invitationOf: InvitationOf): Bindable {
  return command(operations.conversation.open, (actor, input, context) => open(actor, input, context, invitationOf), {
    async afterwards(actor, _input, { conversation, created }, services) {
      const invitation = actor.kind === 'visitor' && created ? invitationOf(actor) : null
      if (actor.kind !== 'visitor' || invitation?.memberId !== conversation.agent?.id || !invitation) return
      await sayInvitation(services, messages, actor, conversation.id as ConversationId, invitation)
    },
  })
}

async function open(
  actor: Person,
  input: { readonly page?: { url: string; title: string } | undefined },
  context: CommandContext,
  invitationOf: InvitationOf,
) {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const going = await findLatestOf(context.tx, actor.tenantId, actor.id, actor.channelId)
  if (going && going.status !== 'closed') return { conversation: conversationView(going), created: false }
  // Outside business hours nobody would take him: he leaves a message (VIS-02). What goes on goes on.
  const { open: isOpen, opensAt } = await readOpening(context.tx, actor.tenantId, context.now)
  if (!isOpen) return refuse('outside_hours', { opensAt })
  for (let attempt = 0; attempt < roomAttempts; attempt++) {
    const room = roomNumber(context.services.random())
    if (await insertOpened(context, actor, room, input.page ?? null)) break
    // Another tab of the same visitor may have been faster.
    const theirs = await findLatestOf(context.tx, actor.tenantId, actor.id, actor.channelId)
    if (theirs && theirs.status !== 'closed') return { conversation: conversationView(theirs), created: false }
  }
  const row = await findLatestOf(context.tx, actor.tenantId, actor.id, actor.channelId)
  if (!row || row.status === 'closed') return refuse('unavailable')
  const invitation = invitationOf(actor)
  return {
    conversation: conversationView(invitation ? await giveToInviter(context, row, invitation) : row),
    created: true,
  }
}

async function insertOpened(
  { tx, now, services }: CommandContext,
  visitor: VisitorActor,
  room: string,
  page: { url: string; title: string } | null,
): Promise<boolean> {
  const channel = await readChannel(tx, visitor.tenantId, visitor.channelId)
  const group = channel && (await holdGroup(tx, visitor.tenantId, channel.groupId))
  if (!channel || !group) throw new Error('a visitor token names a channel that does not exist')
  const id = newId<ConversationId>()
  const name = visitor.name === nameless ? visitorName(room) : visitor.name
  const verified = (await readIdentity(tx, visitor.tenantId, visitor.id)) !== null
  const { consent } = channel.settings
  const consentVersion = consent.required ? consent.version : null
  const consentAt = consentVersion === null ? null : await findConsent(tx, visitor, consentVersion)
  const identified = { contactId: visitor.id, visitorName: name, formerContactId: null }
  const { events, head } = numberEvents({
    tenantId: visitor.tenantId,
    stream: 'conversation',
    streamId: id,
    head: { seq: 0, visitorSeq: 0 },
    actor: visitor,
    at: now,
    clientId: null,
    events: [
      {
        type: 'conversation.opened',
        payload: {
          roomNumber: room,
          channelId: channel.id,
          groupId: group.id,
          groupName: group.name,
          contactId: visitor.id,
          visitorName: name,
          page,
        },
      },
      { type: 'conversation.queued', payload: { groupId: group.id, groupName: group.name } },
      ...when(verified, { type: 'conversation.identified', payload: identified }),
      // Asked once: what he agreed to before counts, with its own time.
      ...when(consentAt !== null, {
        type: 'consent.accepted',
        payload: { version: consentVersion ?? 0, acceptedAt: consentAt ?? 0 },
      }),
    ],
  })
  const inserted = await insertConversation(tx, {
    tenant_id: visitor.tenantId,
    id,
    room_number: room,
    channel_id: channel.id,
    group_id: group.id,
    group_name: group.name,
    contact_id: visitor.id,
    visitor_name: name,
    visitor_verified: verified,
    consent_version: consentVersion,
    consent_at: consentAt,
    page,
    seq: head.seq,
    visitor_seq: head.visitorSeq,
    opened_at: now,
  })
  if (!inserted) return false
  await insertEvents(tx, services.epoch, events)
  // Until his browser tells more, the page he asks from is all that is known of the visit.
  const pages = page ? [{ key: 0, ...page, at: now }] : []
  await insertVisit(tx, visitor.tenantId, id, { ...emptyVisit, pages, region: visitor.region ?? null })
  await armDeadlines(tx, visitor.tenantId, id, now)
  tx.afterCommit(() => services.relay.publish(events))
  return true
}

const when = (happened: boolean, event: ConversationEvent): ConversationEvent[] => (happened ? [event] : [])
