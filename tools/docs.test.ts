import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './run.mjs'

const packages = 'domain|contract|client|server|console|widget|simulation|bench|e2e|tools|docs'
const codeSpan = new RegExp(`\`((?:${packages})/[\\w./-]+|[A-Z][\\w.-]*\\.md)\``, 'g')
const link = /\]\(([^)#]+)\)/g

/** Paths a page names: in backticks from the repository's root, in links from the page's own folder. */
function namedIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const spans = [...text.matchAll(codeSpan)].map(([, path = '']) => path)
  const links = [...text.matchAll(link)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target))
  return [...spans, ...links]
}

describe.each([
  ['docs/tour.md', 14],
  ['docs/ARCHITECTURE.md', 60],
  ['README.md', 8],
  ['README.zh-CN.md', 8],
])('%s', (page, atLeast) => {
  it('names only what is there', () => {
    const named = namedIn(page)
    expect(named.length).toBeGreaterThanOrEqual(atLeast)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})
