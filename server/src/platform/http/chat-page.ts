import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chatPageTexts } from '../../i18n/chat-page'
import { chooseLanguage, type Language } from '../../i18n/choose-language'
import { isUnavailable } from '../database/doors'
import { contentPolicy, socketSources, type ContentPolicy } from './security-headers'
import { escapeHtml, sendMissingBuild, sendPage } from './sites'
import { openStaticFolder, type Asset } from './static-folder'

/** What the page of a channel says of itself before its script runs. */
export interface ChatPage {
  /** The merchant, as customers know him. */
  readonly title: string
  /** `#rrggbb`. */
  readonly color: string
}

/** The page of a channel key; null when there is none, or its merchant is suspended: a stranger hears no difference. */
export type FindChatPage = (channelKey: string) => Promise<ChatPage | null>

/** Keys are ours or the operator's; anything else was never one, and is not asked of the database. */
const keyShape = /^[\w.-]{1,100}$/

/**
 * `/chat/<channel key>` (CHN-01): the widget's panel as a page of its own, for links, QR codes and the browsers inside
 * other apps. It is first party here, so the visitor's token lives in its own localStorage and no loader is needed.
 */
export function bindChatPage(app: FastifyInstance, widget: string, find: FindChatPage): void {
  const folder = openStaticFolder(widget)
  app.get('/chat/*', async (request, reply) => {
    const key = (request.params as { '*': string })['*']
    const language = languageOf(request)
    reply.headers({ vary: 'accept-language', 'x-robots-tag': 'noindex' })
    try {
      const page = keyShape.test(key) ? await find(key) : null
      if (!page) return await sendTrouble(reply, 404, language)
      const template = await folder.find('frame/chat.html')
      if (!template) return await sendMissingBuild(reply, 'widget')
      const nonce = randomBytes(16).toString('base64')
      const values = valuesOf(page, key, language)
      return await sendPage(reply, placeScripts(template, nonce), values, chatPolicy(request.host, nonce), pageHeaders)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      return sendTrouble(reply.header('retry-after', '5'), 503, language)
    }
  })
}

const languageOf = ({ query, headers }: FastifyRequest): Language =>
  chooseLanguage((query as { lang?: unknown }).lang, headers['accept-language'])

function valuesOf({ title, color }: ChatPage, key: string, language: Language): Record<string, string> {
  const texts = chatPageTexts[language]
  return {
    __LANG__: language,
    __CHANNEL__: key,
    __TITLE__: title,
    __DESCRIPTION__: texts.description.replace('{name}', () => title),
    __WITHOUT_SCRIPT__: texts.withoutScript,
    __ICON_COLOR__: color.slice(1),
    __COLOR__: color,
  }
}

/** The build knows neither the page's address nor its nonce. */
function placeScripts(template: Asset, nonce: string): Asset {
  const html = template.content
    .toString('utf8')
    .replaceAll('"./assets/', '"/widget/frame/assets/')
    .replaceAll('<script type="module"', `<script type="module" nonce="${nonce}"`)
  return { ...template, content: Buffer.from(html) }
}

const chatPolicy = (host: string, nonce: string): ContentPolicy => ({
  'default-src': ['none'],
  // Whoever knows 'strict-dynamic' ignores 'self'; it is for older browsers.
  'script-src': ['self', `nonce-${nonce}`, 'strict-dynamic'],
  'style-src': ['self'],
  'img-src': ['self', 'data:', 'blob:'],
  'media-src': ['self', 'blob:'],
  'font-src': ['self'],
  'connect-src': ['self', ...socketSources(host)],
  'require-trusted-types-for': ['script'],
  'form-action': ['none'],
  'base-uri': ['none'],
  'frame-ancestors': ['none'],
})

const pageHeaders = { 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin' }

/** A page without scripts that says what is wrong and what to do. */
function sendTrouble(reply: FastifyReply, status: 404 | 503, language: Language): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const { title, hint } = chatPageTexts[language][status === 404 ? 'unknown' : 'unavailable']
  const policy = { 'default-src': ['none'], 'style-src': [`nonce-${nonce}`], 'img-src': ['data:'] }
  return reply
    .code(status)
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': contentPolicy({ ...policy, 'base-uri': ['none'], 'frame-ancestors': ['none'] }),
      ...pageHeaders,
    })
    .type('text/html; charset=utf-8')
    .send(troublePage({ title, hint, language, nonce }))
}

interface Trouble {
  readonly title: string
  readonly hint: string
  readonly language: Language
  readonly nonce: string
}

const troublePage = ({ title, hint, language, nonce }: Trouble) => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f4f6; color: #1a2029;
  font: 15px/1.6 "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif }
main { max-width: 340px; padding: 32px 24px; text-align: center }
svg { width: 96px; height: 72px; fill: none; stroke: #656e7b; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
h1 { margin: 20px 0 8px; font-size: 18px; font-weight: 500 }
p { margin: 0; color: #48515e }
@media (prefers-color-scheme: dark) {
  body { background: #121519; color: #e4e8ed }
  p { color: #b4bcc7 }
  svg { stroke: #8d96a3 }
}
</style>
<main>
<svg viewBox="0 0 96 72" aria-hidden="true"><path d="M20 10h56a8 8 0 0 1 8 8v26a8 8 0 0 1-8 8H46L32 64V52H20a8 8 0 0 1-8-8V18a8 8 0 0 1 8-8zM39 24l18 14M57 24L39 38"/></svg>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(hint)}</p>
</main>
</html>
`
