import { z } from 'zod'
import { spokenText } from '../body'
import { groupId } from '../ids'
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
} as const
