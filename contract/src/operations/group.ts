import { z } from 'zod'
import { spokenText } from '../body'
import { groupId, memberId } from '../ids'
import { defineOperation } from './define'

const groupView = z.object({ id: groupId, name: z.string() })
const name = spokenText(40)

/** Groups of agents, each with a queue of its own. */
export const group = {
  list: defineOperation({
    name: 'group.list',
    summary: "The merchant's groups, oldest first",
    kind: 'query',
    callers: ['member'],
    permission: 'member:read',
    input: z.strictObject({}),
    output: z.object({ groups: z.array(groupView) }),
    errors: [],
    http: { method: 'GET', path: '/api/groups' },
  }),
  create: defineOperation({
    name: 'group.create',
    summary: 'Adds a group',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ name }),
    output: z.object({ group: groupView }),
    errors: ['group_name_taken'],
    http: { method: 'POST', path: '/api/groups' },
  }),
  rename: defineOperation({
    name: 'group.rename',
    summary: 'Gives a group another name; conversations keep the name they were queued under',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ groupId, name }),
    output: z.object({ group: groupView }),
    errors: ['group_name_taken'],
    http: { method: 'PUT', path: '/api/groups/{groupId}' },
  }),
  setMembers: defineOperation({
    name: 'group.setMembers',
    summary: 'Says who serves the queue of a group: exactly these members',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ groupId, memberIds: z.array(memberId).max(500) }),
    output: z.object({ joinedCount: z.number().int(), leftCount: z.number().int() }),
    errors: ['member_unknown'],
    http: { method: 'PUT', path: '/api/groups/{groupId}/members' },
  }),
  remove: defineOperation({
    name: 'group.remove',
    summary: 'Removes a group that is empty: no member, nobody who waits or is served, no channel that leads to it',
    kind: 'command',
    callers: ['member'],
    permission: 'member:manage',
    input: z.strictObject({ groupId }),
    output: z.object({}),
    errors: ['group_in_use'],
    http: { method: 'DELETE', path: '/api/groups/{groupId}' },
  }),
} as const
