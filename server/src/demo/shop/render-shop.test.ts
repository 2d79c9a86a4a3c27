import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folders } from '../../config'
import { products } from './catalogue'
import { renderShop, shopPageNames } from './render-shop'

const values = { widgetOrigin: 'http://127.0.0.1:8080', channelKey: 'key"&<' }
const html = (name: string) => renderShop(`${name}.html`, values) ?? ''
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)

test.each(shopPageNames)('%s: one heading, a title, the widget, and nothing that leads nowhere', (name) => {
  const page = html(name)
  expect(all(page, /<(h1)>/g)).toHaveLength(1)
  expect(all(page, /<title>(.+) - .+<\/title>/g)).toHaveLength(1)
  expect(page).toContain('src="http://127.0.0.1:8080/widget/loader.js"')
  expect(page).toContain('data-channel="key&quot;&amp;&lt;"')
  expect(page).not.toMatch(/undefined|\[object|&amp;lt;/)
  const here = all(page, /(?:href|src)="([^"]*)"/g).filter((to) => !to.includes('://') && !to.startsWith('#'))
  for (const to of here) {
    const isPage = to === './' || renderShop(to, values) !== null
    expect(isPage || existsSync(join(folders.demoShop, to)), `${name} leads to ${to}`).toBe(true)
  }
  for (const image of all(page, /(<img [^>]*>)/g)) expect(image).toMatch(/ width="\d+" height="\d+" alt="/)
})

test('sells at least eight things, each with a picture and a page that names it', () => {
  expect(products.length).toBeGreaterThanOrEqual(8)
  for (const { slug, name } of products) {
    expect(html(slug)).toContain(`<title>${name} `)
    expect(existsSync(join(folders.demoShop, `images/${slug}.svg`)), slug).toBe(true)
  }
  expect(new Set(shopPageNames.map((name) => all(html(name), /<title>(.+)<\/title>/g)[0])).size).toBe(
    shopPageNames.length,
  )
})

test('has no other pages', () => {
  expect(renderShop('', values)).toBe(html('index'))
  for (const path of ['toString.html', '../config.html', 'shop.css', 'table', 'TABLE.html']) {
    expect(renderShop(path, values), path).toBeNull()
  }
})
