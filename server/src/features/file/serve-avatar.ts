import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Doors } from '../../platform/database/doors'
import { findAvatar } from './avatar.store'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** One transparent pixel, as GIF. */
const nothing = {
  content: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  etag: 'none',
}

/**
 * A member's picture at an address that never changes, for whoever sees his name: visitors too, so it is no secret.
 *
 * Who has none is answered with a transparent pixel, and so is an id that does not exist: the initials below show
 * through, and whether somebody has a picture is no part of what a conversation's state has to say. The address is asked
 * again after a minute, mostly answered with 304.
 */
export function serveAvatar(doors: Doors) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { memberId } = request.params as { memberId: string }
    const found = uuid.test(memberId)
      ? await doors.withSystem('picture of a member', (tx) => findAvatar(tx, memberId))
      : null
    const { content, etag } = found ?? nothing
    reply.headers({
      'content-type': found ? 'image/webp' : 'image/gif',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'public, max-age=60',
      etag: `"${etag}"`,
    })
    if (request.headers['if-none-match'] === `"${etag}"`) return reply.code(304).send()
    return reply.send(content)
  }
}
