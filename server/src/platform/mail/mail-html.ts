/** What a mail of ours is made of, in both of its forms. */
export type MailPart =
  | { readonly kind: 'text'; readonly text: string }
  /** Somebody's words, with who and when above them. */
  | {
      readonly kind: 'said'
      readonly by: string
      readonly text: string
      /** Content id of a picture that goes along. */
      readonly image?: string
      /** Something that is fetched from us. */
      readonly link?: { readonly label: string; readonly url: string }
      /** The reader's own words. */
      readonly own?: boolean
    }
  /** What happened between what was said. */
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'small'; readonly text: string }

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
const lines = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>')

/** The HTML of a mail: one column, styles in place, no picture from elsewhere, so that every reader shows the same. */
export function htmlOf(language: string, title: string, parts: readonly MailPart[]): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f5f7;color:#1f2329;font:15px/1.6 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #e3e5e9;border-radius:8px">
${parts.map(partHtml).join('\n')}
</div>
</body>
</html>
`
}

function partHtml(part: MailPart): string {
  switch (part.kind) {
    case 'text':
      return `<p style="margin:0 0 16px">${lines(part.text)}</p>`
    case 'said':
      return saidHtml(part)
    case 'line':
      return `<p style="margin:0 0 16px;color:#6b7280;font-size:13px;text-align:center">${escaped(part.text)}</p>`
    case 'link':
      return `<p style="margin:0 0 16px">${linkHtml(part)}</p>`
    case 'small':
      return `<p style="margin:0;color:#6b7280;font-size:13px">${lines(part.text)}</p>`
  }
}

function saidHtml({ by, text, image, link, own }: Extract<MailPart, { kind: 'said' }>): string {
  const words = `${lines(text)}${imageHtml(image)}${link ? linkHtml(link) : ''}`
  return `<div style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid ${own ? '#9db8ec' : '#c9cdd4'}"><div style="color:#6b7280;font-size:13px">${escaped(by)}</div><div style="overflow-wrap:anywhere">${words}</div></div>`
}

const linkHtml = ({ label, url }: { readonly label: string; readonly url: string }): string =>
  `<a href="${escaped(url)}" style="color:#2459c7">${escaped(label)}</a>`

const imageHtml = (image: string | undefined): string =>
  image === undefined ? '' : `<img src="cid:${escaped(image)}" alt="" style="max-width:100%;border-radius:4px">`

/** The same as plain text. */
export function textOf(parts: readonly MailPart[]): string {
  return `${parts.map(partText).join('\n\n')}\n`
}

function partText(part: MailPart): string {
  switch (part.kind) {
    case 'text':
    case 'small':
      return part.text
    case 'line':
      return `-- ${part.text} --`
    case 'said': {
      const { by, text, link } = part
      const said = [...(text === '' ? [] : [text]), ...(link ? [link.label, link.url] : [])].join('\n')
      return `${by}\n${said.replace(/^/gm, '> ')}`
    }
    case 'link':
      return `${part.label}\n${part.url}`
  }
}
