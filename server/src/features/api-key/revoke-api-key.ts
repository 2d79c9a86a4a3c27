import { operations } from '@keqiao/contract'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import { command, refuse } from '../../platform/operations'
import { lockApiKey, storeRevoked } from './api-key.store'
import { apiKeyView } from './api-key.view'
import { readMakers } from './list-api-keys'

/** Ends a key; whoever looks after keys may end any, also one that may do more than he: that takes nothing from anybody. */
export const revokeApiKey = command(operations.apiKey.revoke, async (actor, { apiKeyId }, context) => {
  const { tx, now } = context
  const { tenantId } = actor
  const row = await lockApiKey(tx, tenantId, apiKeyId)
  if (!row) return refuse('not_found')
  const maker = (await readMakers(tx, tenantId, [row.member_id])).get(row.member_id)
  if (!maker) throw new Error('the maker of a key is not there')
  if (row.revoked_at !== null) return { apiKey: apiKeyView(row, maker, now) }
  const seq = await appendForStaff(context, {
    tenantId,
    stream: 'apiKey',
    streamId: longLivedStreamId(row.id),
    seq: row.seq,
    actor,
    events: [{ type: 'apiKey.revoked', payload: { apiKeyId, name: row.name } }],
  })
  const revoked = { ...row, revoked_at: now, seq }
  await storeRevoked(tx, revoked)
  return { apiKey: apiKeyView(revoked, maker, now) }
})
