import type { RoleView } from '@keqiao/contract'
import { useAsked } from '../manage/use-asked'

const none: readonly RoleView[] = []

/** The merchant's roles; none while they travel. */
export function useRoles(): readonly RoleView[] {
  return useAsked('role.list', {}).data?.roles ?? none
}
