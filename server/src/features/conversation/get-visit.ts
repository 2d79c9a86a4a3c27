import { operations } from '@keqiao/contract'
import { emptyVisit } from '@keqiao/domain'
import { bind, isRefused, refuse, type Bindable } from '../../platform/operations'
import { readSignedOrders } from '../contact'
import { ownCardsView, visitView, type SignFile } from './cards.view'
import { accessConversation, accessReadable } from './conversation.access'
import { findOrdinal } from './earlier.store'
import { findVisit } from './visit.store'

/** Where the visitor is and was. Live changes come as `visit` frames to those who follow the conversation. */
export function getVisit(sign: SignFile): Bindable {
  return (services) =>
    bind(operations.conversation.visit, (actor, { conversationId }) =>
      services.doors.withTenant(actor.tenantId, async (tx) => {
        const row = await accessReadable(tx, actor, conversationId)
        if (isRefused(row)) return row
        const visit = (await findVisit(tx, row.tenant_id, row.id)) ?? emptyVisit
        const signed = await readSignedOrders(tx, row.tenant_id, row.contact_id)
        return { visit: visitView(visit, signed, row.tenant_id, sign), ordinal: await findOrdinal(tx, row) }
      }),
    )
}

/** What the visitor himself can send as cards, with pictures that his window may show. */
export function getOwnCards(sign: SignFile): Bindable {
  return (services) =>
    bind(operations.conversation.ownCards, (actor, { conversationId }) =>
      services.doors.withTenant(actor.tenantId, async (tx) => {
        if (actor.kind !== 'visitor') return refuse('forbidden')
        const row = await accessConversation(tx, actor, conversationId)
        if (isRefused(row)) return row
        const visit = (await findVisit(tx, row.tenant_id, row.id)) ?? emptyVisit
        const signed = await readSignedOrders(tx, row.tenant_id, row.contact_id)
        return ownCardsView(visit, signed, row.tenant_id, sign)
      }),
    )
}
