import { describe, expect, it } from 'vitest'
import { renderArticle } from './render-article'

describe('KNB-01: an article of the help centre', () => {
  it('is drawn from Markdown', () => {
    const html = renderArticle(
      '# 退货\n\n1. 拆下 **脚**\n2. [看图](https://a.example/b?c=1&d=2)\n\n| 件 | 天 |\n|---|---|\n| 床 | 7 |',
    )
    expect(html).toContain('<h2>退货</h2>')
    expect(html).toContain('<strong>脚</strong>')
    expect(html).toContain('<a href="https://a.example/b?c=1&amp;d=2" rel="noopener nofollow">看图</a>')
    expect(html).toContain('<td>7</td>')
  })

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a handler', '<img src=x onerror=alert(1)>'],
    ['HTML in a line', '见 <b onclick="x()">这里</b>'],
    ['an address that runs', '[点](javascript:alert(1))'],
    ['one that hides', '[点](JaVaScRiPt&#58;alert(1))'],
    ['data', '[点](data:text/html,<script>alert(1)</script>)'],
    ['a picture that runs', '![x](javascript:alert(1))'],
    ['a quote in an address', '[点](https://a.example/"onmouseover="alert(1))'],
    ['code', '```"><script>\n<script>alert(1)</script>\n```'],
    ['a reference', '[x][y]\n\n[y]: javascript:alert(1)'],
  ])('lets no HTML of its writer through: %s', (_what, markdown) => {
    const html = renderArticle(markdown)
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)]
    expect(tags.every(([, name]) => ['p', 'a', 'pre', 'code', 'br'].includes(name ?? ''))).toBe(true)
    for (const [, name, attributes = ''] of tags) {
      if (name !== 'a' || attributes === '') expect(attributes).toBe('')
      else expect(attributes).toMatch(/^ href="https:\/\/[^"]*" rel="noopener nofollow"$/)
    }
  })
})
