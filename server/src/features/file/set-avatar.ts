import { createHash } from 'node:crypto'
import { operations } from '@keqiao/contract'
import { command, refuse } from '../../platform/operations'
import { recordOf } from '../member'
import { removeAvatar, storeAvatar } from './avatar.store'
import { encodeAvatar } from './encode-picture'

/** One's own picture, for colleagues and for visitors one talks with. */
export const setAvatar = command(operations.file.setAvatar, async (actor, { content }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId, id: memberId } = actor
  const encoded = content === null ? null : await encodeAvatar(Buffer.from(content, 'base64'))
  if (content !== null && encoded === null) return refuse('file_type_refused')
  if (encoded) {
    const etag = createHash('sha256').update(encoded).digest('base64url').slice(0, 22)
    await storeAvatar(tx, tenantId, memberId, { content: encoded, etag })
  } else {
    await removeAvatar(tx, tenantId, memberId)
  }
  const present = encoded !== null
  await recordOf(context, actor, memberId, { type: 'member.avatarChanged', payload: { memberId, present } })
  return { present }
})
