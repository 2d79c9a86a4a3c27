import type { ConversationId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../platform/database/tx'

/** A dialogue that somebody holds. */
export interface HeldDialogue {
  readonly conversation_id: ConversationId
  readonly member_id: MemberId
}

/** What these members hold this very moment. */
export function readHeldBy(tx: Tx, tenantId: TenantId, memberIds: readonly MemberId[]): Promise<HeldDialogue[]> {
  return tx.named<HeldDialogue>(
    'testing.heldBy',
    'select conversation_id, member_id from legs where tenant_id = $1 and member_id = any($2) and closed_at is null',
    [tenantId, memberIds],
  )
}
