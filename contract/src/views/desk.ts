import { z } from 'zod'
import { conversationId, groupId, memberId } from '../ids'
import { summarySettings } from '../summary'
import { conversationView } from './conversation'
import { instant } from './instant'

/** What an agent's work bar and dialogue list begin from. */
export const deskView = z.object({
  version: z.number().int().describe('rises whenever the set of own open legs changes'),
  status: z.enum(['online', 'busy', 'away']),
  capacity: z.number().int(),
  active: z.number().int(),
  open: z.array(conversationView).describe('own open conversations'),
  waitingCount: z.number().int(),
  waiting: z.array(conversationView).describe('the first of those who wait, longest wait first'),
  summaryOnClear: summarySettings.shape.onClear.describe('what happens when a dialogue without 小结 is cleared'),
})
export type DeskView = z.infer<typeof deskView>

/** Whom a dialogue can be transferred to. */
export const colleaguesView = z.object({
  agents: z.array(
    z.object({
      id: memberId,
      nickname: z.string(),
      status: z.enum(['online', 'busy', 'away']),
      connected: z.boolean().describe('a socket of his lives'),
      active: z.number().int(),
      capacity: z.number().int(),
      groupIds: z.array(groupId),
    }),
  ),
  groups: z.array(
    z.object({
      id: groupId,
      name: z.string(),
      waitingCount: z.number().int(),
      onlineCount: z.number().int().describe('agents of the group who are 在线 and connected'),
    }),
  ),
})
export type ColleaguesView = z.infer<typeof colleaguesView>

/** RTE-13: an answer that came too late, or has not come yet. */
export const alarmView = z.object({
  id: z.uuid(),
  conversationId,
  roomNumber: z.string(),
  visitorName: z.string(),
  group: z.object({ id: groupId, name: z.string() }),
  member: z.object({ id: memberId, nickname: z.string() }).describe('who was to answer'),
  kind: z.enum(['first', 'later']).describe('the first word to him, or a later one'),
  since: instant.describe('from when his time runs'),
  allowedMs: z.number().int().describe('how long it might have taken'),
  raisedAt: instant,
  open: z.boolean().describe('he has not been answered yet'),
})
export type AlarmView = z.infer<typeof alarmView>
