import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** What the commands on roles need of features further right. */
export interface RoleParts {
  /** Who has each role, disabled members too. */
  membersByRole(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<string, readonly MemberId[]>>
}
