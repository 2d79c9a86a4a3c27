import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installIsStale, nodeComplaint } from './install.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'))
  mkdirSync(join(folder, 'node_modules'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lock = (file: string, packages: object) => writeFileSync(join(folder, file), JSON.stringify({ packages }))
const wanted = {
  '': {},
  server: {},
  'node_modules/ws': { version: '8.0.0' },
  'node_modules/other-os': { version: '1.0.0', optional: true },
}

describe('installIsStale', () => {
  it('is true before the first install and after one that broke off', () => {
    lock('package-lock.json', wanted)
    expect(installIsStale(folder)).toBe(true)
  })

  it('is false when all is there, whatever the times of the files, and another platform is not', () => {
    lock('node_modules/.package-lock.json', { 'node_modules/ws': { version: '8.0.0' } })
    lock('package-lock.json', wanted)
    expect(installIsStale(folder)).toBe(false)
  })

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/ws': { version: '7.0.0' } }],
    [
      'a package is there that nobody asks for',
      { 'node_modules/ws': { version: '8.0.0' }, 'node_modules/old': { version: '1.0.0' } },
    ],
  ])('is true when %s', (_, installed) => {
    lock('package-lock.json', wanted)
    lock('node_modules/.package-lock.json', installed)
    expect(installIsStale(folder)).toBe(true)
  })
})

describe('nodeComplaint', () => {
  it.each(['18.20.0', '20.18.9', '0.12.0'])('refuses %s and says what is needed', (version) => {
    expect(nodeComplaint(version)).toContain('needs Node 20.19')
  })

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes %s', (version) => {
    expect(nodeComplaint(version)).toBeUndefined()
  })
})
