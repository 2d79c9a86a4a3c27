import { operations } from '@keqiao/contract'
import { emptyVisit } from '@keqiao/domain'
import { isRefused, query } from '../../platform/operations'
import { accessReadable } from './conversation.access'
import { findOrdinal } from './earlier.store'
import { findVisit } from './visit.store'

/** Where the visitor is and was. Live changes come as `visit` frames to those who follow the conversation. */
export const getVisit = query(operations.conversation.visit, async (actor, { conversationId }, { tx }) => {
  const row = await accessReadable(tx, actor, conversationId)
  if (isRefused(row)) return row
  const visit = (await findVisit(tx, row.tenant_id, row.id)) ?? emptyVisit
  return { visit, ordinal: await findOrdinal(tx, row) }
})
