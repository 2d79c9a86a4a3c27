import type { VisitView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { stays } from './stays'

const visit = (leftAt: number | null): VisitView => ({
  pages: [
    { key: 1, url: 'https://a.example/', title: '首页', at: 1_000 },
    { key: 2, url: 'https://a.example/sofa', title: ' ', at: 36_000 },
  ],
  referrer: null,
  region: null,
  product: null,
  orders: [],
  leftAt,
})
const times = (leftAt: number | null, online: boolean) => stays(visit(leftAt), online).map(({ untilMs }) => untilMs)

it('who is there stays on his last page, whatever was noted when another tab closed', () => {
  expect(times(null, true)).toEqual([null, 35_000])
  expect(times(50_000, true)).toEqual([null, 35_000])
})

it('who left stayed until he left, or for a time nobody knows', () => {
  expect(times(50_000, false)).toEqual([14_000, 35_000])
  expect(times(null, false)).toEqual([0, 35_000])
})

it('a page without a title is called by its address', () => {
  expect(stays(visit(null), true).map(({ title }) => title)).toEqual(['https://a.example/sofa', '首页'])
})
