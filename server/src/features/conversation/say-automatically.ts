import { previewOf, type Actor, type AutoReplySituation } from '@keqiao/domain'
import type { ConversationRow } from './conversation.row'
import { noteAutomatic } from './automatic.store'
import { recordOutcome, type RecordContext } from './record-outcome'

/** Something that is said by itself in an agent's name, or in the shop's while nobody has the dialogue. */
export interface Automatic {
  readonly situation: AutoReplySituation
  readonly authorName: string
  readonly text: string
}

/**
 * Says something in a locked conversation that goes on. It answers nobody: whoever waited still waits, and no agent is
 * counted as having spoken. A greeting alone starts the six minutes, as G3a reads the manual.
 */
export async function sayAutomatically(
  context: RecordContext,
  row: ConversationRow,
  { situation, authorName, text }: Automatic,
): Promise<ConversationRow> {
  const actor: Actor = { kind: 'system', tenantId: row.tenant_id, id: 'system', name: 'system' }
  const body = { kind: 'text', text } as const
  const next = await recordOutcome(context, row, actor, {
    refused: false,
    legEpoch: row.leg_epoch,
    events: [{ type: 'message.sent', payload: { from: 'agent', authorName, body, automatic: situation } }],
    patch: {},
  })
  await noteAutomatic(context.tx, next, {
    at: context.now,
    text: previewOf(body),
    startsTimer: situation === 'accepted',
  })
  return next
}
