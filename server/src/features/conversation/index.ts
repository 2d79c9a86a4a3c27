import type { ChannelId, ContactId, TenantId } from '@keqiao/domain'
import type { Bindable, Person, Refused, Services } from '../../platform/operations'
import { isRefused, refuse } from '../../platform/operations'
import { acceptConsent } from './accept-consent'
import { addNote, type TellConsulted } from './add-note'
import { consultOperations } from './consult'
import type { SignFile } from './cards.view'
import { claimConversation } from './claim-conversation'
import { closeConversation } from './close-conversation'
import { accessConversation } from './conversation.access'
import { stateOf } from './conversation.row'
import { findLatestOf } from './conversation.store'
import { getOwnCards, getVisit } from './get-visit'
import { getConversation, listHistory, type IsOnline } from './get-conversation'
import { listEarlier, readEarlier } from './list-earlier'
import { markRead, type TellRead } from './mark-read'
import type { MessageLog } from './message-log'
import type { InvitationOf } from './open-invited'
import { openConversation } from './open-conversation'
import { reassignConversation } from './reassign-conversation'
import { ratingOperations } from './rating'
import { recallMessage } from './recall-message'
import { sendMessage } from './send-message'
import { joinConversation, leaveConversation, whisper } from './supervise-conversation'
import { summaryOperations } from './summary'
import { transferConversation } from './transfer-conversation'

export type { InvitationOf } from './open-invited'
export { audiencesOf, changesDesk } from './conversation.audience'
export { clearEnded, listEndedOf, restoreEnded } from './cleared.store'
export {
  countOfGroup,
  countWaiting,
  readHeads,
  readHolders,
  readPlaces,
  listOpenOf,
  listWaiting,
  longestWaitingGroups,
  readWaitingTenants,
} from './conversation.store'
export { assignLongestWaiting, type Assigned, type ChooseAgent } from './assign-waiting'
export { handOver } from './hand-over'
export { leaveForMessage } from './close-conversation'
export { askedConsent, consentForMessage } from './message-consent'
export { releaseDialogues } from './release-conversation'
export { reactToSettings } from './conversation.reactions'
export { readSummaryOnClear, selectUnsummarised } from './summary'
export { readWatchedSince } from './deadline.store'
export { reachableContacts } from './reachable-contacts'
export { findRecalled } from './recall.store'
export { findVisit } from './visit.store'
export { startVisitKeeper, type VisitKeeper } from './visit-keeper'
export { startVisitorWatch, type VisitorWatch } from './visitor-watch'
export type { ConversationRow } from './conversation.row'
export { visitView, type SignFile } from './cards.view'
export { conversationView, conversationViewFor, eventView, staffConversationView } from './conversation.view'
export { accessConversation, accessLocked } from './conversation.access'
export { lockConversation } from './conversation.store'
export { recordMailed } from './record-mailed'
export type { RecordContext } from './record-outcome'
export { visitorGoneAt } from './visitor-gone'
export { followConversation } from './follow-conversation'
export { whoSpeaks } from './who-speaks'
export { audienceOf } from './get-conversation'
export { startSilenceSweep } from './close-silent'
export { startDeadlineSweep, type DeadlineSweep, type Looked, type Sifted } from './deadline-sweep'
export {
  noteMailed,
  pullDeadlines,
  readReplies,
  readUnread,
  rearm,
  type ReplyRow,
  type UnreadRow,
} from './deadline.store'
export { autoReplyFactsOf, readOpenRows, readSaid, sayOnce } from './say-once'
export type { GoingOnRow } from './automatic.store'
export { warnOfLateAnswer, type LateAnswer } from './warn-late-answer'
export { createMessageLog, type MessageLog } from './message-log'
export { compareLoads } from './compare-loads'
export { findLoad, findServedBy, readAccepts, lockLoad, type LoadRow } from './leg.store'

interface ConversationParts {
  readonly messages: MessageLog
  readonly sign: SignFile
  readonly isOnline: IsOnline
  readonly tellRead: TellRead
  readonly invitationOf: InvitationOf
  readonly tellConsulted: TellConsulted
}

/** Everything that can be asked of conversations. */
export function conversationOperations({
  messages,
  sign,
  isOnline,
  tellRead,
  invitationOf,
  tellConsulted,
}: ConversationParts): Bindable[] {
  return [
    openConversation(messages, invitationOf),
    acceptConsent,
    sendMessage(messages),
    recallMessage,
    markRead(tellRead),
    addNote(messages, tellConsulted),
    ...consultOperations,
    claimConversation,
    transferConversation,
    reassignConversation,
    whisper(messages),
    joinConversation,
    leaveConversation,
    closeConversation,
    getConversation(sign, isOnline),
    getVisit(sign),
    getOwnCards(sign),
    listHistory(sign),
    listEarlier,
    readEarlier(sign),
    ...summaryOperations,
    ...ratingOperations,
  ]
}

/** Whether the person may attach a file to the conversation; the answer to an upload is the same for all who may not. */
export function mayAttach({ doors }: Services): (actor: Person, conversationId: string) => Promise<Refused | null> {
  return (actor, conversationId) =>
    doors.withTenant(actor.tenantId, async (tx) => {
      const row = await accessConversation(tx, actor, conversationId)
      if (isRefused(row)) return row
      if (row.status === 'closed') return refuse('conversation_closed')
      const { consentMissing: version } = stateOf(row)
      return actor.kind === 'visitor' && version !== null ? refuse('consent_required', { version }) : null
    })
}

/** The conversation a returning visitor sees: the one that goes on, else the latest, else none. */
export function latestConversationOf({ doors }: Services) {
  return (tenantId: TenantId, contactId: ContactId, channelId: ChannelId) =>
    doors.withTenant(tenantId, async (tx) => (await findLatestOf(tx, tenantId, contactId, channelId))?.id ?? null)
}
