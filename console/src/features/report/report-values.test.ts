import { describe, expect, it } from 'vitest'
import { zhCN } from '../../i18n/zh-cn'
import { changeOf, valueWords } from './report-values'

const reading = { texts: zhCN, language: 'zh-CN', zone: 'Asia/Shanghai', points: (n: string) => `${n}点` } as const

describe('a value of a report', () => {
  it.each([
    ['visits', 1_846, '1,846'],
    ['connectRate', 0.9571, '95.7%'],
    ['answerRatio', 0.994, '0.99'],
    ['meanFirstReply', 19_400, '19秒'],
    ['hour', 9, '09:00'],
    ['date', '2026-11-30', '2026-11-30'],
    ['firstSignIn', Date.parse('2026-11-30T00:32:00Z'), '08:32'],
    ['satisfactionRate', null, '–'],
  ] as const)('%s %s is read as %s', (column, value, words) => {
    expect(valueWords(column, value, reading)).toBe(words)
  })

  it('is compared in points, per cent or time, with a verdict of its own', () => {
    expect(changeOf('meanFirstReply', 19_000, 22_000, reading)).toEqual({
      direction: 'down',
      verdict: 'good',
      words: '3秒',
    })
    expect(changeOf('connectRate', 0.95, 0.958, reading)).toEqual({ direction: 'down', verdict: 'bad', words: '0.8点' })
    expect(changeOf('visits', 110, 100, reading)).toEqual({ direction: 'up', verdict: 'good', words: '10.0%' })
    expect(changeOf('visits', 110, 0, reading)).toBeNull()
    expect(changeOf('satisfactionRate', null, 0.5, reading)).toBeNull()
  })
})
