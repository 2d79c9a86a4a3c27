import type { Region } from '../contact/region'
import type { ApiKeyId, ChannelId, ContactId, MemberId, TenantId } from '../ids'
import type { Permission, Scope } from '../permissions'

/** Who does it. Every command has one; `system` is the product itself (deadlines, routing). */
export type Actor = VisitorActor | MemberActor | SystemActor

export interface VisitorActor {
  readonly kind: 'visitor'
  readonly tenantId: TenantId
  readonly id: ContactId
  readonly name: string
  /** Where he came in. */
  readonly channelId: ChannelId
  /** Where his address comes from; absent where nobody looked. */
  readonly region?: Region | null
}

export interface MemberActor {
  readonly kind: 'member'
  readonly tenantId: TenantId
  readonly id: MemberId
  readonly name: string
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
  /** A program acts for him by this API key: the log says so beside his name. Absent: he does it himself. */
  readonly key?: ApiKeyId
}

export interface SystemActor {
  readonly kind: 'system'
  readonly tenantId: TenantId
  readonly id: 'system'
  readonly name: 'system'
}
