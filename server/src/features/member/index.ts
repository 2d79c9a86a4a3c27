export { createMember, type NewMember } from './create-member'
export { memberShutOut } from './disable-member'
export type { Credentials, MemberParts } from './member.parts'
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
export { recordMember, recordOf } from './record-member'
export { lockMember } from './member.store'
