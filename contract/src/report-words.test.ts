import { describe, expect, it } from 'vitest'
import { columnWordsOf, reportWords } from './i18n/report-words'
import { reportColumns } from './reports'
import { metricSettings } from './settings'

const usual = metricSettings.parse({})
const words = reportWords['zh-CN']
const timeOf = (at: number) => `第${at}刻`

describe('RPT-01: the formula of a column', () => {
  it('names X and the variant in force', () => {
    const settings = { ...usual, firstReplySeconds: 45, firstReplyFrom: 'asked' as const }
    const { firstReplyInTimeRate, meanFirstReply } = columnWordsOf(words, [{ fromAt: 7, settings }], timeOf)
    expect(firstReplyInTimeRate.name).toBe('45秒首响率')
    expect(firstReplyInTimeRate.formula).toContain('不超过45秒')
    expect(meanFirstReply.formula).toContain('访客首条未回复的消息')
  })

  it('says each with its time where it was changed in between, and nothing of what was not', () => {
    const spans = [
      { fromAt: null, settings: usual },
      { fromAt: 7, settings: { ...usual, replySeconds: 60 } },
    ]
    const { replyInTimeRate, meanFirstReply, rounds } = columnWordsOf(words, spans, timeOf)
    expect(replyInTimeRate).toEqual({
      name: '30秒应答率 / 60秒应答率',
      formula: '第7刻 起：60秒内回复的轮次 ÷ 轮次\n此前：30秒内回复的轮次 ÷ 轮次',
    })
    expect(meanFirstReply.formula).not.toContain('此前')
    expect(rounds).toBe(words.columns.rounds)
  })

  it.each(Object.entries(reportWords))('is there for every column and every choice in %s', (_language, own) => {
    const settings = { ...usual, validBy: 'both', transfers: 'same', threeMinutesOf: 'visitors' } as const
    for (const chosen of [usual, settings]) {
      const columns = columnWordsOf(own, [{ fromAt: null, settings: chosen }], timeOf)
      expect(new Set(Object.keys(columns))).toEqual(new Set(Object.keys(reportColumns)))
      for (const { name, formula } of Object.values(columns)) expect(name && formula).toBeTruthy()
    }
  })
})
