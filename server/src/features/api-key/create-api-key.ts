import { operations } from '@keqiao/contract'
import { isWithinRights, type ApiKeyId } from '@keqiao/domain'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId, newId } from '../../platform/ids'
import { command, refuse } from '../../platform/operations'
import { hashApiKeyToken, makeApiKeyToken } from './api-key-token'
import { countUsable, insertApiKey, type ApiKeyRow } from './api-key.store'
import { apiKeyView } from './api-key.view'

/** Usable at once, of one merchant. */
const maxUsable = 200

/** A key with no more than its maker has. It is told once: what is kept for a repeated call has no token in it. */
export const createApiKey = command(
  operations.apiKey.create,
  async (actor, input, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx, now } = context
    const { tenantId } = actor
    const { name, expiresAt } = input
    const scopes = [...new Set(input.scopes)]
    if (expiresAt !== null && expiresAt <= now)
      return refuse('input_invalid', { issues: [{ path: 'expiresAt', reason: 'lies in the past' }] })
    if (!isWithinRights(actor, { permissions: new Set(scopes), scope: actor.scope })) return refuse('beyond_own_rights')
    if ((await countUsable(tx, tenantId, now)) >= maxUsable) return refuse('too_many_api_keys', { max: maxUsable })
    const id = newId<ApiKeyId>()
    const { token, prefix } = makeApiKeyToken()
    const payload = { apiKeyId: id, name, prefix, scopes, expiresAt }
    const seq = await appendForStaff(context, {
      tenantId,
      stream: 'apiKey',
      streamId: longLivedStreamId(id),
      seq: 0,
      actor,
      events: [{ type: 'apiKey.created', payload }],
    })
    const row: ApiKeyRow = {
      tenant_id: tenantId,
      id,
      name,
      prefix,
      scopes,
      member_id: actor.id,
      created_at: now,
      expires_at: expiresAt,
      last_used_at: null,
      revoked_at: null,
      seq,
    }
    await insertApiKey(tx, row, hashApiKeyToken(token))
    return { apiKey: apiKeyView(row, { nickname: actor.name, permissions: actor.permissions }, now), token }
  },
  { kept: (answer) => ({ ...answer, token: null }) },
)
