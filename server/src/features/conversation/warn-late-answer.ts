import type { Actor, ReplyDue, TenantId } from '@keqiao/domain'
import type { ConversationRow } from './conversation.row'
import { lockConversation } from './conversation.store'
import { recordOutcome, type RecordContext } from './record-outcome'

/** An answer that is too late, with the conversation as it stands. */
export interface LateAnswer {
  readonly row: ConversationRow & { readonly leg_id: NonNullable<ConversationRow['leg_id']> }
  readonly member: { readonly id: NonNullable<ConversationRow['member_id']>; readonly nickname: string }
  readonly due: ReplyDue
}

/**
 * Says in the log that an answer is too late (RTE-13), if it still is on the locked row. `raise` writes the alarm in the
 * same transaction; where it says that there is one for this waiting already, nothing is said again.
 */
export async function warnOfLateAnswer(
  context: RecordContext,
  tenantId: TenantId,
  conversationId: string,
  dueOf: (row: ConversationRow) => ReplyDue | null,
  raise: (late: LateAnswer) => Promise<boolean>,
): Promise<void> {
  const row = await lockConversation(context.tx, tenantId, conversationId)
  if (row?.status !== 'open' || row.leg_id === null || row.member_id === null) return
  const due = dueOf(row)
  if (!due || due.dueAt > context.now) return
  const member = { id: row.member_id, nickname: row.member_name ?? '' }
  if (!(await raise({ row: { ...row, leg_id: row.leg_id }, member, due }))) return
  const actor: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
  const { kind, since: sinceAt, allowedMs } = due
  await recordOutcome(context, row, actor, {
    refused: false,
    legEpoch: row.leg_epoch,
    events: [{ type: 'sla.warned', payload: { legId: row.leg_id, member, kind, sinceAt, allowedMs } }],
    patch: {},
  })
}
