import type { FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage, type Language } from '../../i18n/choose-language'
import { visitorMailTexts } from '../../i18n/visitor-mail'
import { isUnavailable } from '../../platform/database/doors'
import { contentPolicy, type RoutePlugin } from '../../platform/http'
import type { Services } from '../../platform/operations'
import { mutePage } from './mute-page'
import { mutePath } from './visitor-letter'
import { selectRecipient, updateMuted } from './visitor-mail.store'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const policy = contentPolicy({
  'default-src': ['none'],
  'style-src': ['self'],
  'form-action': ['self'],
  'frame-ancestors': ['none'],
  'base-uri': ['none'],
})

/**
 * The page behind "no more mail of this kind". A look changes nothing, since mail programs look at every link; the button
 * does, and so does the one request of RFC 8058, which comes from the reader's mail program with no page of ours. Whoever
 * knows the address got a mail there: nobody guesses it.
 */
export function muteRoutes(services: Pick<Services, 'doors' | 'clock'>): RoutePlugin {
  return (app) => {
    void app.register((inner, _options, done) => {
      // What mail programs post is a form; nothing of it is needed.
      inner.addContentTypeParser(
        ['application/x-www-form-urlencoded', 'multipart/form-data'],
        { bodyLimit: 4_096 },
        (_request, payload, parsed) => {
          payload.resume()
          payload.on('end', () => parsed(null))
          payload.on('error', (error) => parsed(error))
        },
      )
      inner.get(`${mutePath}/:id`, (request, reply) => answer(services, request, reply, null))
      inner.post(`${mutePath}/:id`, (request, reply) => answer(services, request, reply, true))
      inner.post(`${mutePath}/:id/undo`, (request, reply) => answer(services, request, reply, false))
      done()
    })
  }
}

async function answer(
  { doors, clock }: Pick<Services, 'doors' | 'clock'>,
  request: FastifyRequest,
  reply: FastifyReply,
  mute: boolean | null,
): Promise<FastifyReply> {
  const { id } = request.params as { id: string }
  const { lang } = request.query as { lang?: unknown }
  const language: Language = chooseLanguage(lang, request.headers['accept-language'])
  const words = visitorMailTexts[language].page
  reply.headers({
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  })
  const send = (status: number, text: string, button: { label: string; action: string } | null) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(mutePage(language, words.title, text, button))
  try {
    const found = uuid.test(id) ? await doors.withSystem('mute link', (tx) => selectRecipient(tx, id)) : null
    if (!found) return await send(404, words.unknown, null)
    if (mute !== null) {
      const at = mute ? clock.now() : null
      await doors.withTenant(found.tenant_id, (tx) => updateMuted(tx, found.tenant_id, id, at))
    }
    const here = `${id}?lang=${language}`
    const { shop, address } = found
    const isMuted = mute ?? found.muted
    if (isMuted) {
      return await send(200, words.muted(shop, address), {
        label: words.undo,
        action: `${mutePath}/${id}/undo?lang=${language}`,
      })
    }
    const text = mute === false ? words.back(shop, address) : words.ask(shop, address)
    return await send(200, text, { label: words.yes, action: `${mutePath}/${here}` })
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return send(503, words.away, null)
  }
}
