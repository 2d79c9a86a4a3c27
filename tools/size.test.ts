import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { consoleLoad, firstLoad, textsBefore, textsBehind } from './size.mjs'

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

const manifest = {
  'index.html': { file: 'assets/index-a.js', imports: ['_shared.js'], css: ['assets/index-b.css'] },
  '_shared.js': { file: 'assets/shared-c.js', imports: ['_deep.js'] },
  '_deep.js': { file: 'assets/deep-d.js', imports: ['index.html'] },
  'src/features/desk/desk-page.tsx': { file: 'assets/desk-h.js', imports: ['_shared.js'], css: ['assets/desk-i.css'] },
  'src/features/desk/later.tsx': { file: 'assets/later-e.js' },
  'src/i18n/en.ts': { file: 'assets/en-f.js' },
  'src/i18n/zh-cn.ts': { file: 'assets/zh-cn-g.js', imports: ['_zh-cn.entrance.js'] },
  'src/i18n/zh-cn.entrance.ts': { file: 'assets/zh-cn.entrance-j.js', imports: ['_zh-cn.entrance.js'] },
  '_zh-cn.entrance.js': { file: 'assets/zh-cn.entrance-k.js' },
}

function plantConsole(of: object = manifest) {
  mkdirSync(join(folder, '.vite'))
  plant({
    '.vite/manifest.json': JSON.stringify(of),
    'assets/en-f.js': 'export const t=1',
    'assets/zh-cn-g.js': 'export const t="接收对话接收对话顾客信息"',
    'assets/zh-cn.entrance-j.js': 'export const t=1',
    'assets/zh-cn.entrance-k.js': 'export const t="登录"',
  })
}

const consoleNames = (texts: RegExp, ...parts: string[]) =>
  consoleLoad(folder, parts, texts).map((file) => basename(file))

it('counts of the console what its parts import and style, the page, and the largest language', () => {
  plantConsole()
  const page = [
    'index.html',
    'appearance-boot.js',
    'index-a.js',
    'index-b.css',
    'shared-c.js',
    'deep-d.js',
    'zh-cn.entrance-k.js',
  ]
  expect(consoleNames(textsBefore, 'index.html').toSorted()).toEqual([...page, 'zh-cn.entrance-j.js'].toSorted())
  const desk = consoleNames(textsBehind, 'index.html', 'src/features/desk/desk-page.tsx')
  expect(desk.toSorted()).toEqual([...page, 'zh-cn-g.js', 'desk-h.js', 'desk-i.css'].toSorted())
})

it('fails when what it counts was renamed', () => {
  plantConsole()
  expect(() => consoleNames(textsBehind, 'src/features/desk/old-page.tsx')).toThrow('old-page.tsx')
  const { 'src/i18n/en.ts': _en, 'src/i18n/zh-cn.ts': _zh, ...without } = manifest
  plant({ '.vite/manifest.json': JSON.stringify(without) })
  expect(() => consoleNames(textsBehind, 'index.html')).toThrow('languages')
})
