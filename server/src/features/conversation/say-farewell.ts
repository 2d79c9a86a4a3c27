import { inLocale } from '@keqiao/contract'
import { fillIn } from '@keqiao/domain'
import { readLanguage } from '../contact'
import { readAutoReplies, readTenant } from '../tenant'
import type { ConversationRow } from './conversation.row'
import type { RecordContext } from './record-outcome'
import { sayAutomatically } from './say-automatically'

/** 送声 (CON-21): the last word before a dialogue that an agent had ends, in the same transaction; where it is switched on. */
export async function sayFarewell(context: RecordContext, row: ConversationRow): Promise<ConversationRow> {
  if (row.status !== 'open' || row.member_name === null) return row
  const { tx } = context
  const { ended } = await readAutoReplies(tx, row.tenant_id, row.channel_id)
  if (!ended.on) return row
  const shop = (await readTenant(tx, row.tenant_id))?.name ?? ''
  const words = inLocale(ended.text, await readLanguage(tx, row.tenant_id, row.contact_id))
  const text = fillIn(words, { agent: row.member_name, visitor: row.visitor_name, shop }).trim()
  return text === '' ? row : sayAutomatically(context, row, { situation: 'ended', authorName: row.member_name, text })
}
