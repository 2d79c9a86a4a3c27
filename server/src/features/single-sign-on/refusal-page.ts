import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { chooseLanguage } from '../../i18n/choose-language'
import { signInPageTexts } from '../../i18n/sign-in-page'
import { contentPolicy, escapeHtml } from '../../platform/http'
import { statusOf, type Refused } from '../../platform/operations'
import { isTenantCode } from '../tenant'

/**
 * Why a sign-in by the provider did not succeed, as a page: the browser is on its way between two sites, and no script of
 * ours is there to say it. What the provider said stands there as text. `merchant`: to whose sign-in it leads back.
 */
export function sendRefusalPage(reply: FastifyReply, { error }: Refused, merchant: string | null): FastifyReply {
  const { query, headers } = reply.request
  const language = chooseLanguage((query as { lang?: unknown }).lang, headers['accept-language'])
  const texts = signInPageTexts[language]
  const nonce = randomBytes(16).toString('base64')
  const { step, detail } = (error.data ?? {}) as { readonly step?: unknown; readonly detail?: unknown }
  const said = [step, detail].filter((part): part is string => typeof part === 'string' && part !== '').join(': ')
  const back = merchant !== null && isTenantCode(merchant) ? `/console/sign-in/${merchant}` : '/console/sign-in'
  const policy = { 'default-src': ['none'], 'style-src': [`nonce-${nonce}`], 'img-src': ['data:'] }
  if (error.retryAfterMs !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfterMs / 1_000)))
  return reply
    .code(statusOf(error))
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': contentPolicy({ ...policy, 'base-uri': ['none'], 'frame-ancestors': ['none'] }),
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(
      page({
        language,
        nonce,
        title: texts.title,
        why: texts.reasons[error.code as keyof typeof texts.reasons] ?? texts.unknown,
        code: `${texts.code}${error.code}`,
        said: said === '' ? null : `${texts.said}${said.slice(0, 500)}`,
        back,
        backText: texts.back,
      }),
    )
}

interface Page {
  readonly language: string
  readonly nonce: string
  readonly title: string
  readonly why: string
  readonly code: string
  readonly said: string | null
  readonly back: string
  readonly backText: string
}

const page = ({ language, nonce, title, why, code, said, back, backText }: Page) => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f4f6; color: #1a2029;
  font: 15px/1.6 "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif }
main { max-width: 440px; padding: 32px 24px }
h1 { margin: 0 0 12px; font-size: 20px; font-weight: 500 }
p { margin: 0 0 12px; overflow-wrap: anywhere }
small { display: block; color: #48515e; font-size: 13px }
a { color: #1858b8 }
@media (prefers-color-scheme: dark) {
  body { background: #121519; color: #e4e8ed }
  small { color: #b4bcc7 }
  a { color: #7db1ff }
}
</style>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(why)}</p>
<p>${said === null ? '' : `<small>${escapeHtml(said)}</small>`}<small>${escapeHtml(code)}</small></p>
<p><a href="${escapeHtml(back)}">${escapeHtml(backText)}</a></p>
</main>
</html>
`
