import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../platform/clock'
import type { Doors } from '../../platform/database/doors'
import { sendRefusal } from '../../platform/http'
import { refuse } from '../../platform/operations'
import { isStorageKey, type ByteRange, type Storage } from '../../platform/storage'
import type { FileAddresses } from './file-address'
import { fileKinds } from './file-kinds'
import { findFile, type FileRow } from './file.store'

interface ServeParts {
  readonly doors: Doors
  readonly storage: Storage
  readonly addresses: FileAddresses
  readonly clock: Clock
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const pictures = new Set(fileKinds.filter(({ isPicture }) => isPicture).map(({ mime }) => mime))

/** Answers a signed address with the file's content, in a way that no browser runs anything of it. */
export function serveFile({ doors, storage, addresses, clock }: ServeParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { id } = request.params as { id: string }
    const { e, s } = request.query as { e?: unknown; s?: unknown }
    const address = uuid.test(id) ? addresses.check(id, e, s) : 'forged'
    if (address === 'forged') return sendRefusal(reply, refuse('not_found'))
    if (address === 'expired') return sendRefusal(reply, refuse('file_link_expired'))
    const file = await doors.withSystem('signed file address', (tx) => findFile(tx, id))
    if (!file || !isStorageKey(file.storageKey)) return sendRefusal(reply, refuse('not_found'))
    const maxAge = Math.floor((address.expiresAt - clock.now()) / 1_000)
    reply.headers(headersOf(file, maxAge))
    const range = rangeOf(request.headers.range, file.size)
    if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${file.size}`).send()
    const content = await storage.open(file.storageKey, range)
    if (!content) return sendRefusal(reply, refuse('not_found'))
    reply.header('content-length', range ? range.end - range.start + 1 : file.size)
    if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    return reply.send(content)
  }
}

function headersOf({ fileId, name, mime, width }: FileRow, maxAge: number): Record<string, string> {
  // Only what was decoded and encoded by ourselves is shown in place.
  const isShown = pictures.has(mime) && width !== undefined
  return {
    'content-type': mime.startsWith('text/') ? 'text/plain; charset=utf-8' : mime,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${asciiName(name)}"; filename*=UTF-8''${encodeName(name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': `private, max-age=${maxAge}, immutable`,
    'accept-ranges': 'bytes',
    etag: `"${fileId}"`,
  }
}

const asciiName = (name: string): string => name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')

const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** One range, as players ask for it; several, or something else, are answered with the whole file. */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  const [, from = '', to = ''] = match ?? []
  if (!match || (from === '' && to === '')) return undefined
  if (from === '') return Number(to) === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(to)), end: size - 1 }
  const start = Number(from)
  if (start >= size || (to !== '' && Number(to) < start)) return 'unsatisfiable'
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}
