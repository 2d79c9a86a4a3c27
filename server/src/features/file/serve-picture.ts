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
/** Seconds for which a browser keeps what stands in the place of a picture. */
const absentSeconds = 30

/** In place of a picture that there is not: a frame with hills, in a grey that is seen on light and dark. */
const placeholder = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none" stroke="#8a929d" stroke-width="1.5" stroke-linejoin="round"><rect x="13" y="15" width="22" height="18" rx="2"/><circle cx="19.500" cy="21" r="1.800"/><path d="M13 30l6-5 5 4 5-6 6 6"/></svg>`

/** Answers a signed address with our copy of a picture; nothing is fetched for an address that we have not signed. */
export function servePicture({ storage, pictureAddresses, pictures }: ServePictureParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const picture = pictureAddresses.check(request.query as Record<string, unknown>)
    if (!picture) return sendRefusal(reply, refuse('not_found'))
    const key = await pictures.find(picture)
    const content = key && (await storage.open(key))
    reply.header('cache-control', `private, max-age=${content ? keptSeconds : absentSeconds}`)
    return reply
      .headers({
        'content-type': content ? 'image/webp' : 'image/svg+xml',
        'content-disposition': 'inline',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
      })
      .send(content ?? placeholder)
  }
}
