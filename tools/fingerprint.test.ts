import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fingerprint, isFresh, markFresh } from './fingerprint.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint-'))
  mkdirSync(join(folder, 'src/deep'), { recursive: true })
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'src/deep/a.ts'), 'one')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const print = () => fingerprint(folder, ['src', 'absent.json'])

it('changes with a content, a name and a new file', () => {
  const prints = [print()]
  writeFileSync(join(folder, 'src/deep/a.ts'), 'two')
  prints.push(print())
  writeFileSync(join(folder, 'src/b.ts'), '')
  prints.push(print())
  writeFileSync(join(folder, 'absent.json'), '')
  prints.push(print())
  expect(new Set(prints).size).toBe(prints.length)
})

it('does not change with a time or a test', () => {
  const before = print()
  utimesSync(join(folder, 'src/deep/a.ts'), 1, 1)
  writeFileSync(join(folder, 'src/deep/a.test.ts'), 'it()')
  expect(print()).toBe(before)
})

it('takes a build for fresh only once it was completed from the same sources', () => {
  expect(isFresh(join(folder, 'dist'), print())).toBe(false)
  markFresh(join(folder, 'dist'), print())
  expect(isFresh(join(folder, 'dist'), print())).toBe(true)
  writeFileSync(join(folder, 'src/deep/a.ts'), 'two')
  expect(isFresh(join(folder, 'dist'), print())).toBe(false)
})
