import { describe, expect, it } from 'vitest'
import { dayTitle, daysBetween, fileSize, shortTime } from './format'
import { en } from './en'
import { zhCN } from './zh-cn'

const at = (text: string) => new Date(text).getTime()

describe('dayTitle', () => {
  const now = at('2026-11-18T14:27:00')
  it('names today and yesterday, and the year only when it is another', () => {
    expect(dayTitle(at('2026-11-18T00:00:00'), now, 'zh-CN', zhCN)).toBe('今天11月18日 星期三')
    expect(dayTitle(at('2026-11-17T23:59:59'), now, 'zh-CN', zhCN)).toBe('昨天11月17日 星期二')
    expect(dayTitle(at('2026-11-16T12:00:00'), now, 'zh-CN', zhCN)).toBe('11月16日 星期一')
    expect(dayTitle(at('2025-12-31T12:00:00'), now, 'zh-CN', zhCN)).toBe('2025年12月31日 星期三')
    expect(dayTitle(at('2026-11-18T09:00:00'), now, 'en', en)).toBe('Today, Wednesday, November 18')
  })
})

describe('shortTime', () => {
  it('adds the date from yesterday on', () => {
    const now = at('2026-11-18T14:27:00')
    expect(shortTime(at('2026-11-18T00:05:00'), now, 'zh-CN')).toBe('00:05')
    expect(shortTime(at('2026-11-17T14:05:00'), now, 'zh-CN')).toBe('11/17 14:05')
  })
})

describe('daysBetween', () => {
  it('counts midnights, not hours', () => {
    expect(daysBetween(at('2026-11-17T23:59:00'), at('2026-11-18T00:01:00'))).toBe(1)
    expect(daysBetween(at('2026-11-18T00:01:00'), at('2026-11-18T23:59:00'))).toBe(0)
  })
})

describe('fileSize', () => {
  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_536, '1.5 KB'],
    [482_000, '471 KB'],
    [20 * 1_024 * 1_024, '20 MB'],
  ])('%d bytes are %s', (bytes, shown) => expect(fileSize(bytes)).toBe(shown))
})
