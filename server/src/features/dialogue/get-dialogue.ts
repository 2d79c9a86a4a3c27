import { operations, type StoredPayload } from '@keqiao/contract'
import { emptyVisit, type FileFacts } from '@keqiao/domain'
import { readStreams, type StoredEvent } from '../../platform/event-log'
import { isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { readSignedOrders } from '../contact'
import { accessConversation, findRecalled, findVisit, visitView, type SignFile } from '../conversation'
import { dialogueDetailView, signedFiles } from './dialogue.view'
import { findConversationOf, findSurroundings } from './dialogue.store'
import { factsOf, rowOf } from './facts-rows'

/** One dialogue whole, for whoever may reach its conversation; told from the log as it is this moment. */
export function getDialogue(sign: SignFile): Bindable {
  return query(operations.dialogue.get, async (actor, { legId }, { tx, now }) => {
    const conversationId = await findConversationOf(tx, actor.tenantId, legId)
    if (conversationId === null) return refuse('not_found')
    const conversation = await accessConversation(tx, actor, conversationId)
    if (isRefused(conversation)) return conversation
    const events = await readStreams(tx, [conversationId])
    const facts = factsOf(events)
    const leg = facts?.dialogues.find((one) => one.legId === legId)
    if (!facts || !leg) return refuse('not_found')
    const around = await findSurroundings(tx, actor.tenantId, conversationId)
    const recalled = await findRecalled(tx, conversation, events)
    const files = filesOf(events.filter(({ at }) => at >= leg.openedAt && at <= (leg.closedAt ?? now)))
    const visit = (await findVisit(tx, actor.tenantId, conversationId)) ?? emptyVisit
    const signed = await readSignedOrders(tx, actor.tenantId, conversation.contact_id)
    return {
      dialogue: dialogueDetailView({
        row: { ...rowOf(actor.tenantId, conversationId, facts, leg), ...around },
        facts,
        leg,
        visit: visitView(visit, signed, actor.tenantId, sign),
        files: signedFiles(
          files.filter(({ seq }) => !recalled.has(seq)),
          sign,
        ),
        now,
      }),
    }
  })
}

/** What was sent beside words. */
function filesOf(events: readonly StoredEvent[]): (FileFacts & { seq: number; at: number })[] {
  return events.flatMap((event) => {
    if (event.type !== 'message.sent') return []
    const { body } = event.payload as StoredPayload<'message.sent'>
    return body.kind === 'image' || body.kind === 'file' ? [{ ...body, seq: event.seq, at: event.at }] : []
  })
}
