import { operations } from '@keqiao/contract'
import { decide } from '@keqiao/domain'
import { command, isRefused, refuse } from '../../platform/operations'
import { readChannel } from '../channel'
import { storeConsent } from './consent.store'
import { accessLocked } from './conversation.access'
import { stateOf } from './conversation.row'
import { conversationView } from './conversation.view'
import { recordOutcome } from './record-outcome'

/** The visitor agrees to the privacy text; recorded with its version and the time. A second time changes nothing. */
export const acceptConsent = command(operations.conversation.acceptConsent, async (actor, input, context) => {
  const { tx, now } = context
  const row = await accessLocked(tx, actor, input.conversationId)
  if (isRefused(row)) return row
  const channel = await readChannel(tx, row.tenant_id, row.channel_id)
  const newest = channel?.settings.consent.version ?? 0
  const decision = decide.acceptConsent(stateOf(row), { version: input.version, newest }, now)
  if (decision.refused) return refuse(decision.code, decision.data)
  if (decision.events.length === 0) return { conversation: conversationView(row) }
  await storeConsent(tx, row, input.version, now)
  return { conversation: conversationView(await recordOutcome(context, row, actor, decision)) }
})
