import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FindChatPage } from './chat-page'
import { contentPolicy, socketSources, type ContentPolicy } from './security-headers'
import { openStaticFolder, type Asset, type StaticFolder } from './static-folder'

/** Folders of the built pages, the demo shop, and what pages are told that differ from merchant to merchant. */
export interface StaticSites {
  readonly console: string
  readonly widget: string
  /** Chapters and pictures of the manual. */
  readonly manual: string
  /** Pictures, style and script of the demo shop. */
  readonly demo: string
  readonly findChatPage: FindChatPage
  /** Code of the merchant whose shop the demo shop is: the console leads its people there. Null: no demo. */
  readonly demoMerchant: () => string | null
  /** A page of the demo shop by its path below `/demo/`; null: no such page, or no demo. */
  readonly demoPage: (path: string) => { readonly html: string; readonly widgetOrigin: string } | null
}

/** Serves the console, the widget and the demo shop, each under the policy it needs. */
export function bindSites(app: FastifyInstance, sites: StaticSites): void {
  app.get('/', (_request, reply) => reply.redirect('/console/'))
  for (const name of ['console', 'demo']) app.get(`/${name}`, (_request, reply) => reply.redirect(`/${name}/`))
  app.get('/operator', (_request, reply) => reply.redirect('/console/operator'))
  bindConsole(app, openStaticFolder(sites.console), sites.demoMerchant)
  bindWidget(app, openStaticFolder(sites.widget))
  bindDemo(app, openStaticFolder(sites.demo), sites.demoPage)
}

function bindConsole(app: FastifyInstance, folder: StaticFolder, demoMerchant: StaticSites['demoMerchant']): void {
  app.get('/console/*', async (request, reply) => {
    const path = wildcard(request)
    const isPage = !/\.[a-z0-9]+$/i.test(path) || path === 'index.html'
    if (!isPage) return sendAsset(request, reply, await folder.find(path))
    // Addresses inside the console are its own routes.
    const index = await folder.find('index.html')
    if (!index) return sendMissingBuild(reply, 'console')
    const nonce = randomBytes(16).toString('base64')
    const values = { __CSP_NONCE__: nonce, __DEMO_MERCHANT__: demoMerchant() ?? '' }
    return sendPage(reply, index, values, consolePolicy(request.host, nonce), {
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    })
  })
}

const consolePolicy = (host: string, nonce: string): ContentPolicy => ({
  'default-src': ['none'],
  'script-src': ['self'],
  'style-src': ['self', `nonce-${nonce}`],
  'img-src': ['self', 'data:', 'blob:'],
  'media-src': ['self', 'blob:'],
  'font-src': ['self'],
  'connect-src': ['self', ...socketSources(host)],
  // The preview of a channel.
  'frame-src': ['self'],
  'worker-src': ['self'],
  'manifest-src': ['self'],
  'form-action': ['self'],
  'base-uri': ['none'],
  'frame-ancestors': ['none'],
})

function bindWidget(app: FastifyInstance, folder: StaticFolder): void {
  app.get('/widget/*', async (request, reply) => {
    const path = wildcard(request)
    // Shops' pages may demand this of everything they embed (cross-origin isolation).
    reply.header('cross-origin-resource-policy', 'cross-origin')
    // It says nothing before it is filled in: see chat-page.ts.
    if (path === 'frame/chat.html') return reply.callNotFound()
    // The loader imports its second part as a module, which the browser fetches with CORS; it is public like the loader.
    reply.header('access-control-allow-origin', '*')
    const isFrame = path === 'frame/' || path === 'frame/index.html'
    const asset = await folder.find(isFrame ? 'frame/index.html' : path)
    if (asset && /^preview\/(index|panel)\.html$/.test(path)) return sendPage(reply, asset, {}, previewPolicy, {})
    if (!asset && (isFrame || path === 'loader.js')) return sendMissingBuild(reply, 'widget')
    if (!isFrame || !asset) return sendAsset(request, reply, asset)
    return sendPage(reply, asset, {}, widgetPolicy(request.host), { 'cross-origin-embedder-policy': 'require-corp' })
  })
}

/** Every shop embeds the frame; it holds no cookie and shows nothing before its page has handed over a token. */
const widgetPolicy = (host: string): ContentPolicy => ({
  'default-src': ['none'],
  'script-src': ['self'],
  'style-src': ['self'],
  'img-src': ['self', 'data:', 'blob:'],
  'media-src': ['self', 'blob:'],
  'font-src': ['self'],
  'connect-src': ['self', ...socketSources(host)],
  'form-action': ['none'],
  'base-uri': ['none'],
  'frame-ancestors': ['*'],
})

/** The console looks at a channel: the widget without anybody behind it, so these pages may ask for nothing. */
const previewPolicy: ContentPolicy = {
  'default-src': ['none'],
  'script-src': ['self'],
  'style-src': ['self'],
  'img-src': ['self', 'data:', 'blob:'],
  'frame-src': ['self'],
  'form-action': ['none'],
  'base-uri': ['none'],
  'frame-ancestors': ['self'],
}

function bindDemo(app: FastifyInstance, folder: StaticFolder, pageOf: StaticSites['demoPage']): void {
  app.get('/demo/*', async (request, reply) => {
    const page = pageOf(wildcard(request))
    if (!page) return sendAsset(request, reply, await folder.find(wildcard(request)))
    return sendHtml(reply, page.html, demoPolicy(page.widgetOrigin))
  })
}

/** As open as a shop's page has to be: the loader draws its button with styles of its own. */
const demoPolicy = (widgetOrigin: string): ContentPolicy => ({
  'default-src': ['self'],
  'script-src': ['self', widgetOrigin],
  'style-src': ['self', 'unsafe-inline'],
  'img-src': ['self', 'data:', widgetOrigin],
  'frame-src': ['self', widgetOrigin],
  // Where the page tells that it is open, when its channel shows its visitors.
  'connect-src': ['self', widgetOrigin],
  'base-uri': ['none'],
  'frame-ancestors': ['none'],
})

const wildcard = (request: FastifyRequest): string => (request.params as { '*': string })['*']

/** Sends a built page with its placeholders filled in, under a policy of its own. */
export async function sendPage(
  reply: FastifyReply,
  page: Asset,
  values: Readonly<Record<string, string>>,
  policy: ContentPolicy,
  headers: Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const text = Object.entries(values).reduce(
    (html, [literal, value]) => html.replaceAll(literal, escapeHtml(value)),
    page.content.toString('utf8'),
  )
  return sendHtml(reply.headers(headers), text, policy)
}

function sendHtml(reply: FastifyReply, html: string, policy: ContentPolicy): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-cache', 'content-security-policy': contentPolicy(policy) })
    .type('text/html; charset=utf-8')
    .send(html)
}

/** A file with a fingerprint in its name never changes; anything else is asked for again, cheaply. */
async function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset | undefined): Promise<unknown> {
  if (!asset) return reply.callNotFound()
  const path = wildcard(request)
  const isFingerprinted = /(^|\/)assets\//.test(path)
  reply.headers({
    'cache-control': isFingerprinted ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    etag: asset.etag,
    vary: 'accept-encoding',
  })
  if (request.headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send()
  reply.type(asset.type)
  for (const encoding of ['br', 'gzip'] as const) {
    if (!acceptsEncoding(request, encoding)) continue
    const content = await asset.encoded(encoding)
    if (content) return reply.header('content-encoding', encoding).send(content)
  }
  return reply.send(asset.content)
}

function acceptsEncoding(request: FastifyRequest, encoding: string): boolean {
  const accepted = (request.headers['accept-encoding'] ?? '').split(',')
  return accepted.some((part) => new RegExp(`^\\s*${encoding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*$).*)?$`, 'i').test(part))
}

/** What stands in the place of a page that was not built. */
export function sendMissingBuild(reply: FastifyReply, what: string): FastifyReply {
  const page =
    `<!doctype html><meta charset="utf-8"><title>Keqiao</title><h1>The ${what} is not built yet</h1>` +
    '<p>Run <code>npm start</code>: it builds what is missing and starts the server.</p>'
  return reply
    .code(503)
    .headers({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" })
    .type('text/html; charset=utf-8')
    .send(page)
}

/** Makes a text safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
