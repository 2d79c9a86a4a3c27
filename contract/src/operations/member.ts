import { isAccount, isCommonPassword, maxCapacity, minPasswordLength } from '@keqiao/domain'
import { z } from 'zod'
import { spokenText, storableText } from '../body'
import { groupId, memberId } from '../ids'
import { memberView } from '../views/member'
import { defineOperation } from './define'

/** What follows the colon of a sign-in name. */
export const account = z.string().refine(isAccount, { message: 'lower-case letters, digits, dot, dash, underscore' })

/** What visitors and colleagues see. */
export const nickname = spokenText(40)

/** A password somebody chooses; it is kept as a scrypt hash alone. */
export const newPassword = storableText(200)
  .min(minPasswordLength)
  .refine((password) => !isCommonPassword(password), 'is among the first that are guessed')

const role = storableText(60).describe('key of a role: administrator, agent, or one of the merchant’s own')
const capacity = z.number().int().min(0).max(maxCapacity)
const groupIds = z.array(groupId).max(100)

/** The merchant's staff (MGT-01, MGT-02). */
export const member = {
  list: defineOperation({
    name: 'member.list',
    summary: "The merchant's members, a page at a time in order of account",
    kind: 'query',
    callers: ['member'],
    permission: 'member:read',
    input: z.strictObject({
      after: storableText(120).optional().describe('the account of the last row of the page before'),
      search: storableText(120).optional().describe('part of the account or nickname'),
      standing: z.enum(['active', 'disabled', 'all']).default('active'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ members: z.array(memberView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/members' },
  }),
  create: defineOperation({
    name: 'member.create',
    summary: 'Adds a member, who signs in with the given password until he changes it',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ account, nickname, role, capacity, groupIds, password: newPassword }),
    output: z.object({ member: memberView }),
    errors: ['account_taken', 'group_unknown', 'role_unknown', 'beyond_own_rights'],
    http: { method: 'POST', path: '/api/members' },
  }),
  update: defineOperation({
    name: 'member.update',
    summary: 'Changes nickname, role, capacity or groups; what is left out stays',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({
      memberId,
      nickname: nickname.optional(),
      role: role.optional(),
      capacity: capacity.optional(),
      groupIds: groupIds.optional(),
    }),
    output: z.object({ member: memberView }),
    errors: ['group_unknown', 'role_unknown', 'beyond_own_rights', 'last_administrator', 'not_on_yourself'],
    http: { method: 'PUT', path: '/api/members/{memberId}' },
  }),
  disable: defineOperation({
    name: 'member.disable',
    summary: 'Shuts a member out: his sockets close, his sessions end, his open dialogues wait again',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ memberId }),
    output: z.object({ member: memberView }),
    errors: ['beyond_own_rights', 'last_administrator', 'not_on_yourself'],
    http: { method: 'POST', path: '/api/members/{memberId}/disable' },
  }),
  enable: defineOperation({
    name: 'member.enable',
    summary: 'Takes it back; he signs in anew',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ memberId }),
    output: z.object({ member: memberView }),
    errors: [],
    http: { method: 'POST', path: '/api/members/{memberId}/enable' },
  }),
  setPassword: defineOperation({
    name: 'member.setPassword',
    summary: 'Gives a member a new password; his sessions end',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ memberId, password: newPassword }),
    output: z.object({}),
    errors: ['beyond_own_rights', 'not_on_yourself'],
    http: { method: 'PUT', path: '/api/members/{memberId}/password' },
  }),
} as const
