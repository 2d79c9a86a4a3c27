import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendRefusal } from '../../platform/http'
import { refuse } from '../../platform/operations'
import type { Storage } from '../../platform/storage'
import type { ForeignPictureAddresses } from './foreign-picture-address'
import type { ForeignPictures } from './foreign-pictures'

interface ServePictureParts {
  readonly storage: Storage
  readonly pictureAddresses: ForeignPictureAddresses
  readonly pictures: ForeignPictures
}

/** Seconds a browser keeps a picture; the address itself changes every day. */
const keptSeconds = 24 * 60 * 60
/** Seconds after which a browser may ask again for what was not there. */
const absentSeconds = 30

/** Answers a signed address with our copy of a picture; nothing is fetched for an address that we have not signed. */
export function servePicture({ storage, pictureAddresses, pictures }: ServePictureParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const picture = pictureAddresses.check(request.query as Record<string, unknown>)
    if (!picture) return sendRefusal(reply, refuse('not_found'))
    const key = await pictures.find(picture)
    const content = key && (await storage.open(key))
    reply.header('cache-control', `private, max-age=${content ? keptSeconds : absentSeconds}`)
    if (!content) return sendRefusal(reply, refuse('not_found'))
    return reply
      .headers({
        'content-type': 'image/webp',
        'content-disposition': 'inline',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
      })
      .send(content)
  }
}
