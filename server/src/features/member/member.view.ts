import type { MemberView } from '@keqiao/contract'
import type { GroupId } from '@keqiao/domain'
import type { Upstream } from './member.parts'
import type { MemberWithLoad } from './member.store'

/** A member for whoever manages or looks up colleagues. `roleKeys` by id; `upstream` of whoever others made. */
export function memberView(
  row: Omit<MemberWithLoad, 'seq'>,
  roleKeys: ReadonlyMap<string, string>,
  groupIds: readonly GroupId[],
  {
    upstream,
    secondFactor = false,
  }: { readonly upstream?: Upstream | undefined; readonly secondFactor?: boolean } = {},
): MemberView {
  return {
    id: row.id,
    account: row.account,
    nickname: row.nickname,
    role: roleKeys.get(row.role_id) ?? row.role_id,
    capacity: row.capacity,
    groupIds: [...groupIds],
    disabled: row.status === 'disabled',
    status: row.presence,
    connected: row.connected,
    active: row.active,
    createdAt: row.created_at,
    origin: upstream?.origin ?? 'local',
    managed: upstream?.managed ?? false,
    secondFactor,
  }
}
