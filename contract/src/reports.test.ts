import { readFileSync } from 'node:fs'
import { metric } from '@keqiao/domain'
import { describe, expect, it } from 'vitest'
import { reportColumns, reportRules, reports } from './reports'
import { metricSettings } from './settings'

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')

describe('the reports', () => {
  it.each(Object.keys(reportColumns).filter((key) => !['date', 'hour', 'group', 'member'].includes(key)))(
    '%s has its line in docs/metrics.md',
    (key) => {
      expect(page).toMatch(new RegExp(`^\\|.*\`${key}\``, 'm'))
    },
  )

  it('RPT-01: are seven, each with the columns that say what a row is about first', () => {
    expect(Object.keys(reports)).toHaveLength(7)
    for (const { rows, columns } of Object.values(reports)) expect(columns.slice(0, rows.length)).toEqual(rows)
  })

  it('tells the wire the limits that the domain counts by', () => {
    const { queuedFromMs, threeMinutesMs, isDayHour } = metric.figureRules
    expect(reportRules).toMatchObject({ queuedFromMs, threeMinutesMs })
    expect(metricSettings.parse({})).toEqual(metric.figureSettingsAtFirst)
    const day = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => isDayHour(hour))
    expect([day[0], day.length]).toEqual([reportRules.fromHour, reportRules.toHour - reportRules.fromHour])
  })
})
