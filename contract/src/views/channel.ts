import { z } from 'zod'
import { channelSettings } from '../channel-settings'
import { channelId, groupId } from '../ids'
import { instant } from './instant'

/** A channel as its administrator sees it; its secret is told by an operation of its own. */
export const channelView = z.object({
  id: channelId,
  key: z.string().describe("public: stands in the shop's page"),
  name: z.string(),
  groupId: groupId.describe('whose line its visitors join'),
  settings: channelSettings,
  version: z.number().int().describe('rises with each change'),
  secret: z
    .object({
      createdAt: instant,
      previousEndsAt: instant.nullable().describe('the one before is accepted until then'),
    })
    .nullable()
    .describe('null: none was made yet, so nobody can be identified'),
})
export type ChannelView = z.infer<typeof channelView>
