import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { marked } from 'marked'
import { docsStyle } from './docs-style'
import { contentPolicy } from './security-headers'
import { escapeHtml } from './sites'
import { openStaticFolder } from './static-folder'

/** A chapter: its place in the address, its heading, and what it says as HTML. */
interface Chapter {
  readonly name: string
  readonly title: string
  readonly html: string
}

const chapterFile = /^(\d\d-[a-z-]+)\.md$/

/**
 * The manual of people who work with the product: Markdown files of this repository, a chapter each, in the order of
 * their names. They are ours, so what they say is trusted; the policy of the page lets in no script all the same.
 */
export function bindManual(app: FastifyInstance, folder: string): void {
  let chapters: Promise<readonly Chapter[]> | null = null
  const read = () => {
    const reading = (chapters ??= readChapters(join(folder, 'zh-CN')))
    reading.catch(() => (chapters = null))
    return reading
  }
  const pictures = openStaticFolder(join(folder, 'images'))

  app.get('/manual/images/:file', async (request, reply) => {
    const asset = await pictures.find((request.params as { file: string }).file)
    if (!asset) return reply.callNotFound()
    return reply
      .headers({ 'cache-control': 'public, max-age=300', etag: asset.etag })
      .type(asset.type)
      .send(asset.content)
  })
  app.get('/manual', async (_request, reply) => {
    const [first] = await read()
    return first ? reply.redirect(`/manual/${first.name}`) : reply.callNotFound()
  })
  app.get('/manual/:chapter', async (request, reply) => {
    const all = await read()
    const chapter = all.find(({ name }) => name === (request.params as { chapter: string }).chapter)
    return chapter ? sendChapter(reply, chapter, all) : reply.callNotFound()
  })
}

/** A chapter names its pictures from where its file lies, so that they are seen in the repository too. */
const [fromFile, fromPage] = ['<img src="../images/', '<img src="/manual/images/'] as const

async function readChapters(folder: string): Promise<readonly Chapter[]> {
  const files = (await readdir(folder)).filter((file) => chapterFile.test(file)).toSorted()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8')
      const html = (await marked.parse(text, { gfm: true })).replaceAll(fromFile, fromPage)
      const title = /^# (.+)$/m.exec(text)?.[1] ?? file
      return { name: file.replace(/\.md$/, ''), title, html }
    }),
  )
}

function sendChapter(reply: FastifyReply, chapter: Chapter, all: readonly Chapter[]): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const policy = {
    'default-src': ['none'],
    'img-src': ['self'],
    'style-src': [`nonce-${nonce}`],
    'base-uri': ['none'],
    'form-action': ['none'],
    'frame-ancestors': ['none'],
  }
  return reply
    .headers({ 'cache-control': 'no-cache', 'content-security-policy': contentPolicy(policy) })
    .type('text/html; charset=utf-8')
    .send(page(chapter, all, nonce))
}

function page(chapter: Chapter, all: readonly Chapter[], nonce: string): string {
  const links = all.map(
    ({ name, title }) =>
      `<li><a href="/manual/${name}"${name === chapter.name ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`,
  )
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(chapter.title)} · 客桥使用手册</title>
<style nonce="${escapeHtml(nonce)}">${docsStyle}${manualStyle}</style>
</head>
<body>
<nav aria-label="目录"><strong>客桥使用手册</strong><ul>${links.join('')}</ul></nav>
<main>
${chapter.html}
</main>
</body>
</html>
`
}

const manualStyle = `
main { line-height: 1.75 }
main img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px }
nav [aria-current] { background: var(--acb); color: var(--ac) }
`
