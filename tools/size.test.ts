import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firstLoad } from './size.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'size-'))
  mkdirSync(join(folder, 'assets'))
  const page =
    '<script type="module" crossorigin src="./assets/index-a.js"></script><link rel="stylesheet" href="./assets/index-b.css">'
  plant({
    'index.html': page,
    'assets/index-a.js': 'import{a}from"./shared-c.js";export*from"./deep-d.js";import("./later-e.js");a()',
    'assets/index-b.css': 'a{}',
    'assets/shared-c.js': 'import"./deep-d.js";export const a=1',
    'assets/deep-d.js': 'export const d=1',
    'assets/later-e.js': 'export const e=1',
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function plant(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

const names = () => firstLoad(join(folder, 'index.html')).map((file) => basename(file))

it('follows the page to its styles and to every module imported at once, not to those imported on demand', () => {
  expect(names().toSorted()).toEqual(['deep-d.js', 'index-a.js', 'index-b.css', 'index.html', 'shared-c.js'])
})

it('adds one language, the largest, when languages are fetched on demand', () => {
  plant({ 'assets/en-f.js': 'export const t=1', 'assets/zh-hans-g.js': 'export const t="接收对话接收对话顾客信息"' })
  expect(names()).toContain('zh-hans-g.js')
  expect(names()).not.toContain('en-f.js')
})

it('fails when the page names a file that was not built', () => {
  rmSync(join(folder, 'assets/index-a.js'))
  expect(() => firstLoad(join(folder, 'index.html'))).toThrow('index-a.js')
})
