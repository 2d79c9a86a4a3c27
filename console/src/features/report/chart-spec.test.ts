import { reportColumns, reports } from '@keqiao/contract/reports'
import { describe, expect, it } from 'vitest'
import { chartSums, drawingOf, rowsAreNames } from './chart-spec'

const row = (values: Record<string, number | string>) => ({
  key: JSON.stringify(values),
  groupId: null,
  memberId: null,
  values,
})

describe('the chart of a report', () => {
  it('adds the groups of a day together, days in order', () => {
    const rows = [
      row({ date: '2026-11-02', group: '售后', accepted: 2, abandoned: 1, visitMessages: 0 }),
      row({ date: '2026-11-01', group: '售前', accepted: 3, abandoned: 0, visitMessages: 1 }),
      row({ date: '2026-11-02', group: '售前', accepted: 5, abandoned: 0, visitMessages: 0 }),
    ]
    expect(chartSums('groupDaily', rows)).toEqual({
      categories: ['2026-11-01', '2026-11-02'],
      sums: [
        [3, 1, 0],
        [7, 0, 1],
      ],
    })
  })

  it('RPT-06: has every hour, with or without figures', () => {
    const { categories, sums } = chartSums('groupHourly', [row({ hour: 9, group: 'x', accepted: 4 })])
    expect(categories).toHaveLength(24)
    expect(sums[9]).toEqual([4, 0, 0])
  })

  it('draws the names with most, and no more than can be read', () => {
    const rows = Array.from({ length: 30 }, (_, index) => row({ member: `客服${index}`, rated5: index }))
    const { categories } = chartSums('satisfaction', rows)
    expect(categories).toHaveLength(12)
    expect(categories[0]).toBe('客服29')
  })

  it('sums only what can be summed: a mean only where each row is drawn by itself', () => {
    for (const report of Object.keys(reports) as (keyof typeof reports)[]) {
      const { stack, by } = drawingOf[report]
      expect(reports[report].columns as readonly string[]).toContain(by)
      for (const [column] of stack) {
        expect(reports[report].columns as readonly string[]).toContain(column)
        if (column.startsWith('mean') || reportColumns[column].unit === 'ratio') expect(rowsAreNames(report)).toBe(true)
      }
    }
  })
})
