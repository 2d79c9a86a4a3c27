import { z } from 'zod'
import { formPurpose, questions } from '../form'
import { broadcastId, channelId, formId, groupId, memberId } from '../ids'
import { staff } from './define'
import { change } from './fragments'

const formPublished = z.object({ formId, purpose: formPurpose, version: z.number().int(), questions })
const channelChanged = z.object({
  channelId,
  name: change(z.string()),
  groupId: change(groupId),
  settings: change(z.unknown()),
})
const secretRotated = z.object({
  channelId,
  previousEndsAt: z.number().int().nullable().describe('until when the one before is accepted; null: there was none'),
})
const groupNamed = z.object({ groupId, name: z.string() })
const groupRenamed = z.object({ groupId, name: z.object({ from: z.string(), to: z.string() }) })
/** Only what differs, by name of the setting's field. */
const settingValues = z.record(z.string(), z.unknown())
const settingsChanged = z.object({ name: z.string(), from: settingValues, to: settingValues })
const broadcastSent = z.object({
  broadcastId,
  text: z.string(),
  memberIds: z.array(memberId).describe('whom it goes to'),
})
const phrasesChanged = z.object({
  library: z.enum(['public', 'own']).describe('own: that of the member who did it'),
  what: z.enum([
    'phrase-created',
    'phrase-changed',
    'phrase-moved',
    'phrase-removed',
    'phrases-imported',
    'category-created',
    'category-changed',
    'category-removed',
  ]),
  id: z.string().nullable().describe('of the phrase or category; null: several'),
  name: z.string().describe('its title or name; empty: several'),
  count: z.number().int(),
})

/** What a merchant sets up, and what is said to the own people. */
export const merchantEvents = {
  'form.published': staff('form', 1, formPublished),
  'group.created': staff('group', 1, groupNamed),
  'group.renamed': staff('group', 1, groupRenamed),
  'group.removed': staff('group', 1, groupNamed),
  'channel.changed': staff('channel', 1, channelChanged),
  'secret.rotated': staff('channel', 1, secretRotated),
  'settings.changed': staff('setting', 1, settingsChanged),
  'broadcast.sent': staff('broadcast', 1, broadcastSent),
  'phrases.changed': staff('phrase', 1, phrasesChanged),
} as const
