import { z } from 'zod'
import { groupId, memberId, roleId } from '../ids'
import { staff } from './define'
import { change } from './fragments'

const presence = z.object({
  from: z.enum(['online', 'busy', 'away']),
  to: z.enum(['online', 'busy', 'away']),
  /** Whose, where a supervisor changed it (RTE-15): the actor is the supervisor then. Absent: the actor's own. */
  memberId: memberId.optional(),
})
const memberCreated = z.object({
  memberId,
  account: z.string(),
  nickname: z.string(),
  role: z.string(),
  capacity: z.number().int(),
  groupIds: z.array(groupId),
})
const memberChanged = z.object({
  memberId,
  nickname: change(z.string()),
  role: change(z.string()),
  capacity: change(z.number().int()),
  groupIds: change(z.array(groupId)),
})
const memberDisabled = z.object({ memberId, openCount: z.number().int() })
const memberOnly = z.object({ memberId })
const signedIn = z.object({ memberId, how: z.enum(['password', 'set-up-link', 'oidc']) })
const signedOut = z.object({ memberId, reason: z.enum(['self']) })
/** `since`: when it was so; a loss is noticed later than the last sign of a connection. */
const connection = z.object({ memberId, since: z.number().int() })
const roleFacts = {
  roleId,
  name: z.string(),
  scope: z.enum(['own', 'group', 'tenant']),
  permissions: z.array(z.string()),
}
const roleChanged = z.object({
  roleId,
  name: change(z.string()),
  scope: change(z.string()),
  permissions: change(z.array(z.string())),
  memberIds: z.array(memberId).describe('whose rights it changes'),
})
const sessionsEnded = z.object({ memberId, endedCount: z.number().int() })
const recoveryCodeUsed = z.object({ memberId, leftCount: z.number().int() })
const avatarChanged = z.object({ memberId, present: z.boolean().describe('false: it was taken away') })

/** What happens to those who work here and to what they may do. */
export const memberEvents = {
  'presence.changed': staff('member', 1, presence),
  'presence.connected': staff('member', 1, connection),
  'presence.disconnected': staff('member', 1, connection),
  'member.signedIn': staff('member', 1, signedIn),
  'member.signedOut': staff('member', 1, signedOut),
  'member.created': staff('member', 1, memberCreated),
  'member.changed': staff('member', 1, memberChanged),
  'member.disabled': staff('member', 1, memberDisabled),
  'member.enabled': staff('member', 1, memberOnly),
  'password.changed': staff('member', 1, memberOnly),
  'member.avatarChanged': staff('member', 1, avatarChanged),
  'sessions.ended': staff('member', 1, sessionsEnded),
  'secondFactor.enabled': staff('member', 1, memberOnly),
  'secondFactor.disabled': staff('member', 1, memberOnly),
  'secondFactor.reset': staff('member', 1, memberOnly),
  'recoveryCode.used': staff('member', 1, recoveryCodeUsed),
  'recoveryCodes.renewed': staff('member', 1, memberOnly),
  'role.created': staff('role', 1, z.object(roleFacts)),
  'role.changed': staff('role', 1, roleChanged),
  'role.removed': staff('role', 1, z.object({ roleId, name: z.string() })),
} as const
