export { addToGroup, createGroup } from './create-group'
export { foundTenant, type FoundedTenant } from './found-tenant'
export { groupIdsOf, readGroup, readGroups } from './group.queries'
export type { Group } from './group.store'
