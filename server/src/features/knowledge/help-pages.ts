import { helpCentreTexts, helpLanguages } from '../../i18n/help-centre'
import type { Language } from '../../i18n/choose-language'
import type { PublicEntry } from './entry-page.store'
import type { HelpArticle, HelpCategory } from './help-data'
import { helpPathOf } from './help-path'
import { helpStylePath } from './help-style'
import { escapeText, renderArticle } from './render-article'
import { renderAnswer } from './render-answer'

/** What every page of a help centre needs to know. */
export interface HelpFrame {
  readonly publicUrl: string
  readonly code: string
  readonly name: string
  readonly language: Language
  /** `?lang=` was given, so links keep it. */
  readonly named: boolean
  /** Key of the merchant's channel; null: he has none. */
  readonly channelKey: string | null
}

interface Page {
  readonly title: string
  readonly description: string
  /** Below the help centre's address, with a leading slash, or empty. */
  readonly path: string
  readonly main: string
  readonly asked?: string
  readonly noindex?: true
  readonly type?: 'website' | 'article'
}

const shownOfCategory = 6

/** The first page: every category with its first entries. */
export function indexPage(frame: HelpFrame, categories: readonly HelpCategory[]): string {
  const texts = helpCentreTexts[frame.language]
  const title = texts.title.replace('{name}', () => frame.name)
  const cards = categories.map((category) => card(frame, category)).join('\n')
  const main = `<div class="hero"><h1>${escapeText(title)}</h1>${searchForm(frame, '')}</div>
<div class="categories">${cards}</div>`
  const description = texts.description.replace('{name}', () => frame.name)
  return page(frame, { title, description, path: '', main: `${main}${contact(frame)}` })
}

function card(frame: HelpFrame, { id, name, entries }: HelpCategory): string {
  const texts = helpCentreTexts[frame.language]
  const words = escapeText(name === '' ? texts.other : name)
  const address = href(frame, `/category/${id ?? 'other'}`)
  const isLonger = entries.length > shownOfCategory
  return `<section class="card"><h2><a href="${address}">${words}</a></h2>
${entryList(frame, entries.slice(0, shownOfCategory))}
${isLonger ? `<a class="more" href="${address}">${escapeText(texts.all(entries.length))}</a>` : ''}</section>`
}

/** Everything of one category. */
export function categoryPage(frame: HelpFrame, { id, name, entries }: HelpCategory): string {
  const texts = helpCentreTexts[frame.language]
  const title = name === '' ? texts.other : name
  const main = `${path(frame, [])}<h1 class="plain">${escapeText(title)}</h1>
<div class="card">${entryList(frame, entries, true)}</div>${contact(frame)}`
  const description = texts.description.replace('{name}', () => frame.name)
  return page(frame, { title: `${title} - ${frame.name}`, description, path: `/category/${id ?? 'other'}`, main })
}

/** One entry: the answer, and the longer article where there is one. */
export function articlePage(frame: HelpFrame, { entry, path: place, related }: HelpArticle): string {
  const texts = helpCentreTexts[frame.language]
  const changed = new Date(entry.changed_at)
  const date = new Intl.DateTimeFormat(frame.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(changed)
  const top = place[0] ? [place[0]] : []
  const others =
    related.length === 0
      ? ''
      : `<section class="related"><h2>${escapeText(texts.related)}</h2>${entryList(frame, related)}</section>`
  const main = `${path(frame, top)}<article><h1>${escapeText(entry.question)}</h1>
<p class="fact"><time datetime="${changed.toISOString()}">${escapeText(texts.changed(date))}</time></p>
<div class="answer">${renderAnswer(entry.answer)}</div>
${entry.article === null ? '' : renderArticle(entry.article)}</article>${others}${contact(frame)}`
  return page(frame, {
    title: `${entry.question} - ${frame.name}`,
    description: shortened(entry.answer.text),
    path: `/${entry.slug}`,
    type: 'article',
    main,
  })
}

/** What a search found. */
export function searchPage(frame: HelpFrame, asked: string, found: readonly PublicEntry[]): string {
  const texts = helpCentreTexts[frame.language]
  const title = texts.results(asked, found.length)
  const list =
    found.length === 0
      ? `<div class="none"><h2>${escapeText(texts.nothing)}</h2><p>${escapeText(texts.nothingHint)}</p></div>`
      : `<div class="card">${entryList(frame, found, true)}</div>`
  const main = `${path(frame, [])}${searchForm(frame, asked)}<h1 class="plain">${escapeText(title)}</h1>${list}${contact(frame)}`
  return page(frame, { title, description: title, path: '/search', main, asked, noindex: true })
}

/** A page that is not there, in a help centre that is. */
export function missingPage(frame: HelpFrame): string {
  const { title, hint } = helpCentreTexts[frame.language].unknown
  const main = `<div class="none"><h1>${escapeText(title)}</h1><p>${escapeText(hint)}</p>${path(frame, [])}</div>${searchForm(frame, '')}`
  return page(frame, { title, description: hint, path: '', main, noindex: true })
}

/** Where there is no help centre, or it cannot be asked right now. */
export function troublePage(language: Language, kind: 'unknown' | 'unavailable'): string {
  const { title, hint } = helpCentreTexts[language][kind]
  return `<!doctype html>
<html lang="${language}">
${head(title, hint, true)}
<main class="wrap"><div class="none"><h1>${escapeText(title)}</h1><p>${escapeText(hint)}</p></div></main>
</html>
`
}

function entryList(frame: HelpFrame, entries: readonly PublicEntry[], withAnswer = false): string {
  const rows = entries.map(({ slug, question, answer_text: answer }) => {
    const more = withAnswer ? `<small>${escapeText(shortened(answer))}</small>` : ''
    return `<li><a href="${href(frame, `/${slug}`)}">${escapeText(question)}${more}</a></li>`
  })
  return `<ul class="list">${rows.join('')}</ul>`
}

function searchForm(frame: HelpFrame, asked: string): string {
  const texts = helpCentreTexts[frame.language]
  const language = frame.named ? `<input type="hidden" name="lang" value="${frame.language}">` : ''
  return `<form class="search" role="search" action="${helpPathOf(frame.code)}/search">
<input type="search" name="q" required maxlength="200" value="${escapeText(asked)}" aria-label="${escapeText(texts.search)}" placeholder="${escapeText(texts.searchHint)}">
${language}<button>${escapeText(texts.searchButton)}</button></form>`
}

function path(frame: HelpFrame, place: readonly { readonly id: string; readonly name: string }[]): string {
  const texts = helpCentreTexts[frame.language]
  const parts = place.map(({ id, name }) => `<a href="${href(frame, `/category/${id}`)}">${escapeText(name)}</a>`)
  const home = `<a href="${href(frame, '')}">${escapeText(place.length === 0 ? texts.back : frame.name)}</a>`
  return `<nav class="path">${[home, ...parts].join(' / ')}</nav>`
}

/** Where scripts do not run, or the widget is in nobody's way, there is still the channel's own page. */
function contact({ channelKey, language }: HelpFrame): string {
  if (channelKey === null) return ''
  return `<p class="contact"><a href="/chat/${encodeURIComponent(channelKey)}">${escapeText(helpCentreTexts[language].contact)}</a></p>`
}

const href = ({ code, language, named }: HelpFrame, below: string): string =>
  `${helpPathOf(code)}${below}${named ? `?lang=${language}` : ''}`

function page(frame: HelpFrame, { title, description, path: below, main, asked, noindex, type }: Page): string {
  const texts = helpCentreTexts[frame.language]
  const address = `${frame.publicUrl}${helpPathOf(frame.code)}${below}`
  const withLanguage = (language: Language) =>
    `${address}?${asked === undefined ? '' : `q=${encodeURIComponent(asked)}&`}lang=${language}`
  const links = noindex
    ? ''
    : [
        `<link rel="canonical" href="${escapeText(address)}">`,
        ...helpLanguages.map(
          ([language]) => `<link rel="alternate" hreflang="${language}" href="${escapeText(withLanguage(language))}">`,
        ),
        `<link rel="alternate" hreflang="x-default" href="${escapeText(address)}">`,
        ...openGraph({
          title,
          description,
          address,
          name: frame.name,
          type: type ?? 'website',
          language: frame.language,
        }),
      ].join('\n')
  const choices = helpLanguages.map(([language, name]) => {
    const current = language === frame.language ? ' aria-current="true"' : ''
    return `<li><a lang="${language}" hreflang="${language}" href="${escapeText(withLanguage(language).slice(frame.publicUrl.length))}"${current}>${name}</a></li>`
  })
  const widget =
    frame.channelKey === null
      ? ''
      : `<script async src="/widget/loader.js" data-channel="${escapeText(frame.channelKey)}"></script>`
  return `<!doctype html>
<html lang="${frame.language}">
${head(title, description, noindex === true)}
${links}
<a class="skip" href="#main">${escapeText(texts.skip)}</a>
<header class="top"><div class="wrap"><a class="name" href="${href(frame, '')}">${escapeText(frame.name)}</a>
<nav aria-label="${escapeText(texts.language)}"><ul class="languages">${choices.join('')}</ul></nav></div></header>
<main id="main" class="wrap">${main}</main>
${widget}
</html>
`
}

function head(title: string, description: string, noindex: boolean): string {
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<meta name="description" content="${escapeText(description)}">
${noindex ? '<meta name="robots" content="noindex">' : ''}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${helpStylePath}">`
}

interface Shared {
  readonly title: string
  readonly description: string
  readonly address: string
  readonly name: string
  readonly type: string
  readonly language: Language
}

function openGraph({ title, description, address, name, type, language }: Shared): string[] {
  const facts = { title, description, url: address, site_name: name, type, locale: language.replace('-', '_') }
  return Object.entries(facts).map(([key, value]) => `<meta property="og:${key}" content="${escapeText(value)}">`)
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 150 ? `${line.slice(0, 149)}…` : line
}
