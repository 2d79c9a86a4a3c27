import { decide, type SystemActor } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import type { HandOver } from '../channel'
import { copyConsents } from './consent.store'
import { stateOf } from './conversation.row'
import { lockConversation } from './conversation.store'
import { changeVisitor, findGoingOn } from './hand-over.store'
import { recordOutcome } from './record-outcome'

/**
 * The shop has named a visitor: the conversation that goes on becomes the customer's, with everything in it, so that he
 * finds it on every device. One that he has himself stays his, and the other one stays with whom nobody knows (ADR 0009).
 */
export function handOver(services: Services): HandOver {
  return async (tx, { tenantId, channelId, from, to }) => {
    await copyConsents(tx, tenantId, from, to.id)
    const [id, another] = await findGoingOn(tx, tenantId, channelId, [from, to.id])
    if (id === undefined || another !== undefined) return
    const row = await lockConversation(tx, tenantId, id)
    if (row?.contact_id !== from) return
    const decision = decide.identify(stateOf(row), { contactId: to.id, name: to.name })
    // Closed while we waited for its row.
    if (decision.refused) return
    await changeVisitor(tx, row, to)
    const system: SystemActor = { kind: 'system', tenantId, id: 'system', name: 'system' }
    await recordOutcome({ tx, now: services.clock.now(), services }, row, system, decision)
  }
}
