import { operations } from '@keqiao/contract'
import { query, refuse } from '../../platform/operations'
import { staffConversationView, listOpenOf, listWaiting } from '../conversation'
import { readGroups } from '../group'

/** What somebody else holds, or everybody who waits: before one's eyes when one decides who goes on with what. */
export const listDialogues = query(operations.desk.dialogues, async (actor, { memberId, limit }, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tenantId } = actor
  if (memberId === undefined) {
    const groupIds = (await readGroups(tx, tenantId)).map(({ id }) => id)
    const waiting = await listWaiting(tx, tenantId, groupIds, limit)
    return { dialogues: waiting.rows.map(staffConversationView), count: waiting.count }
  }
  const open = await listOpenOf(tx, tenantId, memberId)
  return { dialogues: open.slice(0, limit).map(staffConversationView), count: open.length }
})
