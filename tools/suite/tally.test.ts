import { describe, expect, it } from 'vitest'
import { countsOf, Tally } from './tally.mjs'
import { addVitestResults } from './vitest-results.mjs'

const file = (name: string, statuses: string[], status = 'passed') => ({
  name: `/repo/${name}`,
  status,
  message: 'SyntaxError: a\nb',
  assertionResults: statuses.map((one, index) => ({
    fullName: `test ${index}`,
    status: one,
    failureMessages:
      one === 'failed' ? ['Error: \u001b[2mno\u001b[22m button\n  waited a minute\n    at stage.ts:1'] : [],
  })),
})

function tallyOf(files: ReturnType<typeof file>[], exitCode = 0) {
  const tally = new Tally()
  addVitestResults(tally, { testResults: files }, exitCode, '/repo/')
  return tally
}

describe('the tally of a run', () => {
  it('ends with the plain line', () => {
    const tally = tallyOf([file('a.test.ts', ['passed', 'passed'])])
    expect(tally.close(true)).toEqual({ lines: ['2 passed, 0 failed'], failedCount: 0 })
  })

  it('names what failed, and why', () => {
    const tally = tallyOf([file('a.test.ts', ['passed', 'failed'], 'failed')], 1)
    expect(tally.close(false).lines).toEqual([
      'FAILED   a.test.ts: test 1: Error: no button | waited a minute',
      '1 passed, 1 failed',
    ])
  })

  it('is loud about what passed at the second attempt only', () => {
    const tried = file('a.story.ts', ['passed'])
    const [result] = tried.assertionResults
    result?.failureMessages.push('Error: too slow\n    at stage.ts:1')
    expect(tallyOf([tried]).close(true)).toEqual({
      lines: ['FLAKY    a.story.ts: test 0: Error: too slow', '1 passed, 0 failed'],
      failedCount: 0,
    })
  })

  it.each(['skipped', 'pending', 'todo', 'disabled'])(
    'is loud about a %s test, and fails for it under CI',
    (status) => {
      const tally = tallyOf([file('a.test.ts', ['passed', status])])
      expect(tally.close(false)).toEqual({
        lines: ['NOT RUN  a.test.ts: test 1', '1 passed, 0 failed'],
        failedCount: 0,
      })
      expect(tally.close(true).failedCount).toBe(1)
      expect(tally.close(true).lines).toContain('1 passed, 1 failed')
    },
  )

  it('fails under CI for a part that could not run', () => {
    const tally = new Tally()
    tally.notRun.push('browser stories')
    expect(tally.close(true).failedCount).toBe(1)
    expect(tally.close(false).lines[0]).toContain('NOT RUN  browser stories')
  })

  it('counts a file that did not load', () => {
    expect(tallyOf([file('a.test.ts', [], 'failed')], 1).failures).toEqual(['a.test.ts: SyntaxError: a'])
  })

  it('counts a run that failed outside any test', () => {
    expect(tallyOf([file('a.test.ts', ['passed'])], 1).failures).toHaveLength(1)
  })
})

describe('countsOf', () => {
  it('reads the last line that counts', () => {
    expect(countsOf('x: 1 passed, 2 failed\nsimulate: 1000 passed, 3 failed\n')).toEqual({
      passedCount: 1000,
      failedCount: 3,
    })
  })

  it('finds nothing where nothing counts', () => {
    expect(countsOf('all went well')).toBeUndefined()
  })
})
