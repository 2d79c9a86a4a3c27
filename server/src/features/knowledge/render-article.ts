import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'

/**
 * An article's Markdown as HTML. `marked` only reads it; what is written here is all that can come out, so the list of
 * tags below is the allow-list. HTML in the source is shown as the text it is; an address is kept if it leads by http(s)
 * or mail, pictures only by https. A heading of the article stands below the question, which is the page's own.
 */
export function renderArticle(markdown: string): string {
  return blocks(lexer(markdown, { gfm: true, breaks: true }))
}

const blocks = (tokens: readonly Token[]): string => tokens.map((token) => render(token as MarkedToken)).join('\n')
const inline = (tokens: readonly Token[] | undefined, text: string): string =>
  tokens ? tokens.map((token) => render(token as MarkedToken)).join('') : escapeText(text)

function render(token: MarkedToken): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return ''
    case 'hr':
      return '<hr>'
    case 'br':
      return '<br>'
    case 'heading':
      return element(`h${Math.min(token.depth + 1, 5)}`, inline(token.tokens, token.text))
    case 'paragraph':
      return element('p', inline(token.tokens, token.text))
    case 'text':
      return inline(token.tokens, token.text)
    case 'strong':
    case 'em':
    case 'del':
      return element(token.type, inline(token.tokens, token.text))
    case 'codespan':
      return element('code', escapeText(token.text))
    case 'code':
      return element('pre', element('code', escapeText(token.text)))
    case 'blockquote':
      return element('blockquote', blocks(token.tokens))
    case 'list':
      return list(token)
    case 'table':
      return table(token)
    case 'link':
      return link(token)
    case 'image':
      return image(token)
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'escape':
      return escapeText(token.text)
    case 'list_item':
    case 'html':
      return escapeText(token.raw)
  }
}

function list({ ordered, start, items }: Tokens.List): string {
  const rows = items.map((item) => element('li', item.tokens.map((token) => render(token as MarkedToken)).join('')))
  if (!ordered) return element('ul', rows.join(''))
  return typeof start === 'number' && start !== 1
    ? `<ol start="${Math.trunc(start)}">${rows.join('')}</ol>`
    : element('ol', rows.join(''))
}

function table({ header, rows }: Tokens.Table): string {
  const cells = (name: 'th' | 'td', row: readonly Tokens.TableCell[]) =>
    element('tr', row.map((cell) => element(name, inline(cell.tokens, cell.text))).join(''))
  const body = rows.map((row) => cells('td', row)).join('')
  return element('table', element('thead', cells('th', header)) + element('tbody', body))
}

function link({ href, tokens, text }: Tokens.Link): string {
  const words = inline(tokens, text)
  const address = addressOf(href, ['http:', 'https:', 'mailto:'])
  return address === null ? words : `<a href="${escapeText(address)}" rel="noopener nofollow">${words}</a>`
}

function image({ href, text }: Tokens.Image): string {
  const address = addressOf(href, ['https:'])
  if (address === null) return escapeText(text)
  return `<img src="${escapeText(address)}" alt="${escapeText(text)}" loading="lazy" referrerpolicy="no-referrer">`
}

function addressOf(href: string, protocols: readonly string[]): string | null {
  const url = URL.parse(href)
  return url && protocols.includes(url.protocol) ? url.href : null
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that cannot become anything else. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
