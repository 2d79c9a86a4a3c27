import { createHash } from 'node:crypto'
import type { TenantId } from '@keqiao/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage, type Language } from '../../i18n/choose-language'
import { isUnavailable, type Doors } from '../../platform/database/doors'
import { contentPolicy, type RoutePlugin } from '../../platform/http'
import { readFirstChannelKey } from '../channel'
import { countReader, findHelpCentre, type HelpCentre } from './help-data'
import {
  articlePage,
  categoryPage,
  indexPage,
  missingPage,
  searchPage,
  troublePage,
  type HelpFrame,
} from './help-pages'
import { helpPathOf } from './help-path'
import { helpStyle, helpStylePath } from './help-style'
import { escapeText } from './render-article'

interface HelpCentreParts {
  readonly doors: Doors
  readonly publicUrl: string
}

/** A page, or what is not there. */
type Found = { readonly html: string; readonly status?: 404 }

/**
 * `/help/<merchant code>` (VIS-07): the merchant's public entries as pages that need no script. Anybody may read them,
 * so only what is public and in use is asked of the database, and a merchant without it answers as one that is not there.
 */
export function helpCentreRoutes(parts: HelpCentreParts): RoutePlugin {
  return (app) => {
    app.get(helpStylePath, (_request, reply) =>
      reply
        .headers({ 'cache-control': 'public, max-age=31536000, immutable' })
        .type('text/css; charset=utf-8')
        .send(helpStyle),
    )
    app.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').send(robots))
    const serve = (
      path: string,
      find: (centre: HelpCentre, frame: HelpFrame, request: FastifyRequest) => Promise<Found>,
    ) => app.get(path, (request, reply) => answer(parts, request, reply, find))
    serve('/help/:code', async (centre, frame) => ({ html: indexPage(frame, await centre.categories()) }))
    serve('/help/:code/search', async (centre, frame, request) => {
      const asked = askedOf(request)
      return { html: searchPage(frame, asked, asked === '' ? [] : await centre.search(asked)) }
    })
    serve('/help/:code/category/:id', async (centre, frame, request) => {
      const { id } = request.params as { id: string }
      const category = (await centre.categories()).find((one) => (one.id ?? 'other') === id)
      return category ? { html: categoryPage(frame, category) } : { html: missingPage(frame), status: 404 }
    })
    serve('/help/:code/:slug', async (centre, frame, request) => {
      const article = await centre.article((request.params as { slug: string }).slug)
      if (!article) return { html: missingPage(frame), status: 404 }
      const isAgain = request.headers['if-none-match'] !== undefined
      if (!isAgain && !isRobot(request)) await countReader(parts.doors, centre.tenant.id, article.entry.id)
      return { html: articlePage(frame, article) }
    })
    bindSitemap(app, parts)
  }
}

/** What robots may read of an installation: help centres. Those who are found there name their own maps. */
const robots = `User-agent: *
Allow: /help/
Disallow: /api/
Disallow: /console/
Disallow: /chat/
Disallow: /files/
`

const isRobot = ({ headers }: FastifyRequest): boolean =>
  /bot|crawl|spider|slurp|preview/i.test(headers['user-agent'] ?? '')

const askedOf = ({ query }: FastifyRequest): string => {
  const { q } = query as { q?: unknown }
  return typeof q === 'string' ? q.trim().slice(0, 200) : ''
}

async function answer(
  { doors, publicUrl }: HelpCentreParts,
  request: FastifyRequest,
  reply: FastifyReply,
  find: (centre: HelpCentre, frame: HelpFrame, request: FastifyRequest) => Promise<Found>,
): Promise<FastifyReply> {
  const { code } = request.params as { code: string }
  const { lang } = request.query as { lang?: unknown }
  const language = chooseLanguage(lang, request.headers['accept-language'])
  reply.headers({ vary: 'accept-language', 'content-security-policy': policy })
  try {
    const centre = await findHelpCentre(doors, code)
    if (!centre) return sendTrouble(reply, language, 'unknown')
    const { id, name } = centre.tenant
    const channelKey = await channelOf(doors, id)
    const frame = { publicUrl, code, name, language, named: lang === language, channelKey }
    const { html, status } = await find(centre, frame, request)
    return sendCached(request, reply.code(status ?? 200), html)
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return sendTrouble(reply.header('retry-after', '5'), language, 'unavailable')
  }
}

const channelOf = (doors: Doors, tenantId: TenantId): Promise<string | null> =>
  doors.withTenant(tenantId, (tx) => readFirstChannelKey(tx, tenantId))

const policy = contentPolicy({
  'default-src': ['none'],
  // The widget's loader, which styles its button without a style sheet of the page.
  'script-src': ['self'],
  'style-src': ['self'],
  'img-src': ['self', 'data:', 'https:'],
  'frame-src': ['self'],
  'form-action': ['self'],
  'base-uri': ['none'],
  'frame-ancestors': ['none'],
})

/** Asked for again each time, so that what is taken down is gone at once; what did not change is not sent again. */
function sendCached(request: FastifyRequest, reply: FastifyReply, html: string): FastifyReply {
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 20)}"`
  reply.headers({ 'cache-control': 'public, max-age=0, must-revalidate', etag })
  if (reply.statusCode === 200 && request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
  return reply.type('text/html; charset=utf-8').send(html)
}

function sendTrouble(reply: FastifyReply, language: Language, kind: 'unknown' | 'unavailable'): FastifyReply {
  return reply
    .code(kind === 'unknown' ? 404 : 503)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(troublePage(language, kind))
}

function bindSitemap(app: FastifyInstance, { doors, publicUrl }: HelpCentreParts): void {
  app.get('/help/:code/sitemap.xml', async (request, reply) => {
    const { code } = request.params as { code: string }
    const centre = await findHelpCentre(doors, code)
    if (!centre) return reply.callNotFound()
    const categories = await centre.categories()
    const address = (below: string) => escapeText(`${publicUrl}${helpPathOf(code)}${below}`)
    const place = (below: string, changedAt?: number) => {
      const changed = changedAt === undefined ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`
      return `<url><loc>${address(below)}</loc>${changed}</url>`
    }
    const rows = [
      place(''),
      ...categories.map(({ id }) => place(`/category/${id ?? 'other'}`)),
      ...categories.flatMap(({ entries }) => entries.map(({ slug, changed_at: at }) => place(`/${slug}`, at))),
    ]
    return sendCached(
      request,
      reply,
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows.join('\n')}\n</urlset>\n`,
    ).type('application/xml; charset=utf-8')
  })
}
