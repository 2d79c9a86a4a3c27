import multipart from '@fastify/multipart'
import { FRAME_LIMITS, operations } from '@keqiao/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clientIdOf, routePath, sendRefusal, type Identify, type RoutePlugin } from '../../platform/http'
import { bind, createExecute, isRefused, refuse, type Binding, type Refused } from '../../platform/operations'
import type { Storage } from '../../platform/storage'
import { serveAvatar } from './serve-avatar'
import { serveFile } from './serve-file'
import { servePicture } from './serve-picture'
import { refusalOfStaging, uploadFile, type ReceiveFile, type UploadParts } from './upload-file'

/** What the routes of files need beside uploading. */
export interface FileRouteParts extends UploadParts {
  readonly clock: Parameters<typeof serveFile>[0]['clock']
  readonly pictures: Parameters<typeof servePicture>[0]['pictures']
  readonly pictureAddresses: Parameters<typeof servePicture>[0]['pictureAddresses']
  readonly onFault: (error: unknown, where: string) => string
  readonly onCall?: (operation: string, outcome: string) => void
}

/** Boundaries and headers around the one file. */
const envelopeBytes = 16_384

/** Binds the uploads and the signed addresses. */
export function fileRoutes(parts: FileRouteParts): RoutePlugin {
  return async (app, { identify }) => {
    await app.register(multipart, {
      throwFileSizeLimit: false,
      limits: { files: 1, fields: 8, parts: 9, fieldSize: 1_000, headerPairs: 40, fileSize: FRAME_LIMITS.maxFileBytes },
    })
    app.get('/files/:id/:name', serveFile(parts))
    app.get('/pictures', servePicture(parts))
    app.get('/avatars/:memberId', serveAvatar(parts.doors))
    const route = routeOf(parts, identify)
    const { upload, uploadForPhrase } = operations.file
    app.post(
      routePath(upload.http.path),
      route(upload.name, (receive) =>
        bind(upload, (actor, input, context) => uploadFile(parts, actor, input.conversationId, context, receive)),
      ),
    )
    app.post(
      uploadForPhrase.http.path,
      route(uploadForPhrase.name, (receive) =>
        bind(uploadForPhrase, (actor, _input, context) => uploadFile(parts, actor, null, context, receive)),
      ),
    )
  }
}

/** The same checks as every other call; only the content travels beside the input. */
function routeOf(parts: FileRouteParts, identify: Identify) {
  return (operation: string, bindingOf: (receive: ReceiveFile) => Binding) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const refused = refuseEnvelope(request)
      if (refused) return sendRefusal(reply.header('connection', 'close'), refused)
      const person = await identify(request)
      if (isRefused(person)) return sendRefusal(reply, person)
      const clientId = clientIdOf(request)
      if (isRefused(clientId)) return sendRefusal(reply, clientId)
      const binding = bindingOf(() => receiveFile(request, parts.storage))
      const execute = createExecute({ ...parts, bindings: [binding] })
      const answer = await execute(person, { operation, input: request.params, clientId })
      return answer.ok ? reply.send(answer.result) : sendRefusal(reply, answer.refusal)
    }
}

/** What can be refused before a byte of the body is read. */
function refuseEnvelope(request: FastifyRequest): Refused | null {
  if (!request.isMultipart()) return refuse('upload_malformed')
  const length = Number(request.headers['content-length'] ?? 0)
  return length > FRAME_LIMITS.maxFileBytes + envelopeBytes ? tooLarge() : null
}

const tooLarge = (): Refused => refuse('file_too_large', { maxBytes: FRAME_LIMITS.maxFileBytes })

async function receiveFile(request: FastifyRequest, storage: Storage): ReturnType<ReceiveFile> {
  try {
    const part = await request.file()
    if (!part || part.fieldname !== 'file') return refuse('upload_malformed')
    const staged = await storage.stage(part.file, FRAME_LIMITS.maxFileBytes + 1)
    // The parser cuts what is beyond the limit off and reads the rest of the request away.
    if (!part.file.truncated) return { name: part.filename ?? '', staged }
    await staged.discard()
    return tooLarge()
  } catch (error) {
    return isMalformed(error) ? refuse('upload_malformed') : refusalOfStaging(error)
  }
}

/** Broken off, wrongly delimited, too many parts: the parser's own errors, and those it passes on from the socket. */
function isMalformed(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (code.startsWith('FST_') || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return true
  return /multipart|boundary|part terminated|unexpected end|malformed/i.test(error.message)
}
