export { createMember, isAccount, type NewMember } from './create-member'
export { disableMember, enableMember } from './disable-member'
export {
  findMemberByAccount,
  loadMemberActor,
  readActiveMembers,
  readMembership,
  type Membership,
} from './member.queries'
export { memberRoutes } from './member.routes'
