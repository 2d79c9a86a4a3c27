import { z } from 'zod'
import { groupId, memberId } from '../ids'
import { instant } from './instant'

/** The signed-in member. */
export const meView = z.object({
  member: z.object({ id: memberId, account: z.string(), nickname: z.string() }),
  tenant: z.object({ id: z.string(), code: z.string(), name: z.string() }),
  role: z.string(),
  permissions: z.array(z.string()),
  scope: z.enum(['own', 'group', 'tenant']).describe('数据范围: whose data the permissions reach'),
})
export type MeView = z.infer<typeof meView>

/** A member of staff as the administrator's list shows him. */
export const memberView = z.object({
  id: memberId,
  account: z.string(),
  nickname: z.string(),
  role: z.string().describe('key of his role: administrator, agent'),
  capacity: z.number().int(),
  groupIds: z.array(groupId),
  disabled: z.boolean(),
  status: z.enum(['online', 'busy', 'away']),
  connected: z.boolean().describe('a socket of his lives'),
  active: z.number().int().describe('dialogues he holds'),
  createdAt: instant,
  origin: z
    .enum(['local', 'scim', 'oidc'])
    .describe('who made the account: the console, the back office, a first sign-in'),
  managed: z
    .boolean()
    .describe('the back office keeps nickname, role and whether he may work: they cannot be changed here'),
  secondFactor: z.boolean().describe('his sign-in by password asks for a code too'),
})
export type MemberView = z.infer<typeof memberView>
