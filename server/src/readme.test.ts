import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configTable, describeConfig, folders } from './config'

const read = (name: string) => readFileSync(join(folders.root, name), 'utf8')

test('README.md shows every setting as the program knows it', () => {
  expect(read('README.md')).toContain(`\n${configTable()}\n`)
})

test('README.zh-CN.md shows the same settings and defaults, each in words of its own', () => {
  const rows = [...read('README.zh-CN.md').matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$/gm)]
  const expected = describeConfig().map(({ name, byDefault }) => [name, byDefault])
  expect(rows.map(([, name, byDefault]) => [name, byDefault])).toEqual(expected)
  for (const [, name = '', , meaning = ''] of rows) expect(meaning, name).toMatch(/\p{Script=Han}/u)
})
