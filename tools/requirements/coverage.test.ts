import { expect, it } from 'vitest'
import { coverageOf, passedTests } from './coverage.mjs'

const requirements = [
  { id: 'ABC-01', asks: 'One thing', screen: 'here' },
  { id: 'ABC-02', asks: 'Another', screen: 'there' },
]
const report = (...tests: [name: string, status: string][]) => ({
  testResults: [
    {
      name: '/repo/e2e/one.story.ts',
      status: 'passed',
      assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
    },
  ],
})

it('counts what passed, and nothing else', () => {
  const passed = passedTests([report(['ABC-01: is seen', 'passed'], ['ABC-02: is not', 'failed'])], '/repo')
  expect(passed).toEqual([{ file: 'e2e/one.story.ts', name: 'ABC-01: is seen' }])
  const { page, unproven } = coverageOf(requirements, passed)
  expect(unproven).toEqual(['ABC-02'])
  expect(page).toContain('| ABC-01 | One thing | here | `e2e/one.story.ts` ABC-01: is seen |')
})

it('lets one test prove several, and says how many more there are', () => {
  const names = ['a', 'b', 'c', 'd'].map((letter): [string, string] => [`${letter} ABC-01, ABC-02`, 'passed'])
  const { page, unproven } = coverageOf(requirements, passedTests([report(...names)], '/repo'))
  expect(unproven).toEqual([])
  expect(page.match(/and 1 more/g)).toHaveLength(2)
})
