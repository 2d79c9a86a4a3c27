import { z } from 'zod'
import { spokenText } from '../body'
import { channelSettingsInput } from '../channel-settings'
import { channelId, groupId } from '../ids'
import { channelView } from '../views/channel'
import { defineOperation } from './define'

const name = spokenText(40)

/** The ways in, as the administrator sets them up (CHN-01). */
export const channel = {
  list: defineOperation({
    name: 'channel.list',
    summary: "The merchant's channels, oldest first, a page at a time",
    kind: 'query',
    callers: ['member'],
    permission: 'channel:manage',
    input: z.strictObject({
      after: channelId.optional().describe('last of the page before'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ channels: z.array(channelView), more: z.boolean() }),
    errors: [],
    http: { method: 'GET', path: '/api/channels' },
  }),
  get: defineOperation({
    name: 'channel.get',
    summary: 'One channel with its settings',
    kind: 'query',
    callers: ['member'],
    permission: 'channel:manage',
    input: z.strictObject({ channelId }),
    output: z.object({ channel: channelView }),
    errors: [],
    http: { method: 'GET', path: '/api/channels/{channelId}' },
  }),
  create: defineOperation({
    name: 'channel.create',
    summary: 'Adds a channel with the usual settings; its key is drawn',
    kind: 'command',
    callers: ['member'],
    permission: 'channel:manage',
    input: z.strictObject({ name, groupId }),
    output: z.object({ channel: channelView }),
    errors: ['group_unknown'],
    http: { method: 'POST', path: '/api/channels' },
  }),
  update: defineOperation({
    name: 'channel.update',
    summary: 'Changes a channel as it was read at `version`; what is left out stays',
    kind: 'command',
    callers: ['member'],
    permission: 'channel:manage',
    input: z.strictObject({
      channelId,
      version: z.number().int(),
      name: name.optional(),
      groupId: groupId.optional(),
      settings: channelSettingsInput.optional(),
    }),
    output: z.object({ channel: channelView }),
    errors: ['channel_changed', 'group_unknown'],
    http: { method: 'PUT', path: '/api/channels/{channelId}' },
  }),
  rotateSecret: defineOperation({
    name: 'channel.rotateSecret',
    summary:
      'Draws a new secret for signing identities; the one before is accepted for a day more, or ends now with all who came by it',
    kind: 'command',
    callers: ['member'],
    permission: 'channel:manage',
    input: z.strictObject({ channelId, endPrevious: z.boolean() }),
    output: z.object({ channel: channelView }),
    errors: [],
    http: { method: 'POST', path: '/api/channels/{channelId}/secret' },
  }),
  revealSecret: defineOperation({
    name: 'channel.revealSecret',
    summary: 'The secret with which the shop signs whom it names; null where none was drawn yet',
    kind: 'query',
    callers: ['member'],
    permission: 'channel:manage',
    input: z.strictObject({ channelId }),
    output: z.object({ secret: z.string().nullable() }),
    errors: [],
    http: { method: 'GET', path: '/api/channels/{channelId}/secret' },
  }),
} as const
