import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** With what somebody signs in. */
export interface Credentials {
  readonly tenantId: TenantId
  readonly tenantCode: string
  readonly memberId: MemberId
  readonly account: string
  readonly nickname: string
  readonly password: string
}

/** That others than the console made a member. */
export interface Upstream {
  readonly origin: 'scim' | 'oidc'
  /** The merchant's back office keeps his nickname, his role and whether he may work. */
  readonly managed: boolean
}

/** What the commands on members need of features further right; whoever puts the product together passes it in. */
export interface MemberParts {
  /** Puts the member into exactly these groups; the ids that are no group of the merchant come back, and nothing changed. */
  replaceGroups(tx: Tx, tenantId: TenantId, memberId: MemberId, groupIds: readonly GroupId[]): Promise<GroupId[]>
  groupsOf(tx: Tx, tenantId: TenantId, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, GroupId[]>>
  /** Whoever is left out was made here. */
  upstreamOf(tx: Tx, tenantId: TenantId, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Upstream>>
  /** Whose sign-in asks for a code too. */
  secondFactorsOf(tx: Tx, tenantId: TenantId, memberIds: readonly MemberId[]): Promise<ReadonlySet<MemberId>>
  /** Lets him sign in with this password from now on; sessions he had end. */
  setPassword(credentials: Credentials): Promise<void>
  /** The same, unless he has one already. */
  giveFirstPassword(credentials: Credentials): Promise<void>
}
