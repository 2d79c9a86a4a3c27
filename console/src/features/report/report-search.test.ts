import { describe, expect, it } from 'vitest'
import { presets, rangeOf, rangeOfPreset, reportSearchOf } from './report-search'

const id = '0190a000-0000-7000-8000-000000000001'

describe('RPT-01: what of a report stands in its address', () => {
  it('is read back, and what it does not know is passed over', () => {
    expect(
      reportSearchOf({
        preset: 'week',
        groups: `${id},${id}`,
        members: 'nobody',
        sort: 'visits',
        desc: true,
        page: 3,
        x: 1,
      }),
    ).toEqual({ preset: 'week', groups: `${id},${id}`, sort: 'visits', desc: true, page: 3 })
    expect(reportSearchOf({ preset: 'always', sort: 'constructor', page: 'two', column: '' })).toEqual({})
  })

  it('holds a range of one’s own instead of a preset, if it is one', () => {
    expect(reportSearchOf({ preset: 'week', from: '2026-11-01', to: '2026-11-02' })).toEqual({
      from: '2026-11-01',
      to: '2026-11-02',
    })
    expect(reportSearchOf({ preset: 'week', from: '2026-11-03', to: '2026-11-02' })).toEqual({ preset: 'week' })
    expect(reportSearchOf({ from: '2026-13-03', to: '2026-14-02' })).toEqual({})
  })

  it('keeps a row only with the figure it belongs to', () => {
    expect(reportSearchOf({ row: 'x' })).toEqual({})
    expect(reportSearchOf({ row: 10, column: 'visits', of: 'groupHourly' })).toEqual({
      row: '10',
      column: 'visits',
      of: 'groupHourly',
    })
  })
})

describe('RPT-01: the days of a preset', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['week', '2026-02-23', '2026-03-01'],
    ['month', '2026-01-31', '2026-03-01'],
    ['thisMonth', '2026-03-01', '2026-03-01'],
    ['lastMonth', '2026-02-01', '2026-02-28'],
  ] as const)('%s', (preset, from, to) => {
    expect(rangeOfPreset(preset, '2026-03-01')).toEqual({ from, to })
  })

  it('are those of the usual one where the address names none', () => {
    expect(presets.map((usual) => rangeOf({}, '2026-03-01', usual).from)[1]).toBe('2026-02-28')
    expect(rangeOf({ from: '2026-01-01', to: '2026-01-02' }, '2026-03-01', 'today').to).toBe('2026-01-02')
  })
})
