export { createMember, type NewMember } from './create-member'
export {
  changeMember,
  hireMember,
  letInMember,
  shutOutMember,
  type MemberEditor,
  type WantedOfMember,
} from './change-member'
export { refuseToLose } from './last-administrator'
export { memberShutOut } from './member-shut-out'
export type { Credentials, MemberParts, Upstream } from './member.parts'
export {
  findMemberByAccount,
  loadMemberActor,
  membersByRole,
  readActiveMembers,
  readMembership,
  readNicknames,
  type Membership,
} from './member.queries'
export { memberOperations } from './member.routes'
export { recordMember, recordOf, type MemberEvent } from './record-member'
export { refuseBeyond } from './role-limits'
export { lockMember, type MemberWithLoad } from './member.store'
