import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './run.mjs'

/** Section and the numbers of its requirements of level 1 or 2 in ASVS 4.0.3. */
const asked = `
  1.1 1-7, 1.2 1-4, 1.4 1 4 5, 1.5 1-4, 1.6 1-4, 1.7 1 2, 1.8 1 2, 1.9 1 2, 1.10 1, 1.11 1 2, 1.12 2, 1.14 1-6,
  2.1 1-12, 2.2 1-3, 2.3 1-3, 2.4 1-5, 2.5 1-7, 2.6 1-3, 2.7 1-6, 2.8 1-7, 2.9 1-3, 2.10 1-4,
  3.1 1, 3.2 1-4, 3.3 1-4, 3.4 1-5, 3.5 1-3, 3.7 1,
  4.1 1-3 5, 4.2 1 2, 4.3 1-3,
  5.1 1-5, 5.2 1-8, 5.3 1-10, 5.4 1-3, 5.5 1-4,
  6.1 1-3, 6.2 1-6, 6.3 1 2, 6.4 1 2,
  7.1 1-4, 7.2 1 2, 7.3 1 3 4, 7.4 1-3,
  8.1 1-4, 8.2 1-3, 8.3 1-8,
  9.1 1-3, 9.2 1-4,
  10.2 1 2, 10.3 1-3,
  11.1 1-8,
  12.1 1-3, 12.2 1, 12.3 1-6, 12.4 1 2, 12.5 1 2, 12.6 1,
  13.1 1 3-5, 13.2 1-3 5 6, 13.3 1 2, 13.4 1 2,
  14.1 1-4, 14.2 1-6, 14.3 2 3, 14.4 1-7, 14.5 1-4`

const requirements = asked.split(',').flatMap((part) => {
  const [section = '', ...numbers] = part.trim().split(' ')
  return numbers.flatMap((text) => {
    const [from = 0, to = from] = text.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => `${section}.${from + index}`)
  })
})

const page = readFileSync(join(root, 'docs/security.md'), 'utf8')
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) +\| (.*?) +\| (.*?) +\| (.*?) +\| (.*?) *\|$/gm)].map(
  ([, id = '', asks = '', state = '', how = '', files = '']) => ({ id, asks, state, how, files }),
)

describe('SEC-01: docs/security.md', () => {
  it('leaves out no requirement of level 1 or 2, and says of each how it stands', () => {
    expect(rows.map(({ id }) => id)).toEqual(requirements)
    for (const { id, asks, state, how } of rows) {
      expect([id, asks !== '', how !== '']).toEqual([id, true, true])
      expect(['met', 'partly', 'not met', 'does not apply'], id).toContain(state)
    }
  })

  it('names what shows it, and nothing that is not there', () => {
    for (const { id, state, files } of rows) {
      const named = [...files.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
      expect([id, named.length > 0]).toEqual([id, state !== 'does not apply'])
      expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
    }
  })

  it('counts right', () => {
    const count = (state: string) => rows.filter((row) => row.state === state).length
    expect(page).toContain(
      `Of ${rows.length} requirements ${count('met')} are met, ${count('partly')} partly, ${count('not met')} not, and ${count('does not apply')} do not apply.`,
    )
  })
})
