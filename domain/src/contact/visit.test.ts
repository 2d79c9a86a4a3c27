import { describe, expect, it } from 'vitest'
import { emptyVisit, maxVisitedPages, mergeVisit, type VisitReport } from './visit'

const now = 1_800_000_000_000
const page = (key: number, url: string, agoMs: number, title = url) => ({ key, url, title, agoMs })
const told = (...pages: VisitReport['pages']): VisitReport => ({ pages })
const trail = (visit: { pages: readonly { url: string; at: number }[] }) =>
  visit.pages.map(({ url, at }) => [url, now - at])

describe('a visit', () => {
  it('begins with what the browser tells of the time before', () => {
    const visit = mergeVisit(
      emptyVisit,
      { ...told(page(1, '/', 60_000), page(2, '/sofa', 5_000)), referrer: 'https://a.example/' },
      now,
    )
    expect(trail(visit)).toEqual([
      ['/', 60_000],
      ['/sofa', 5_000],
    ])
    expect(visit).toMatchObject({ referrer: 'https://a.example/', product: null, leftAt: null })
  })

  it('is not changed by a report that comes twice, or late by another clock', () => {
    const report = told(page(1, '/', 60_000), page(2, '/sofa', 5_000))
    const once = mergeVisit(emptyVisit, report, now)
    expect(mergeVisit(once, report, now + 3_000)).toEqual(once)
  })

  it('joins the pages of two tabs that do not know each other, in the order of their times', () => {
    const one = mergeVisit(emptyVisit, told(page(1, '/', 60_000), page(4, '/lamp', 1_000)), now)
    expect(trail(mergeVisit(one, told(page(3, '/sofa', 30_000)), now)).map(([url]) => url)).toEqual([
      '/',
      '/sofa',
      '/lamp',
    ])
  })

  it('takes the newer title and keeps the time', () => {
    const before = mergeVisit(emptyVisit, told(page(1, '/', 1_000, 'loading')), now)
    const after = mergeVisit(before, told(page(1, '/', 9_000, '首页')), now)
    expect(after.pages).toEqual([{ key: 1, url: '/', title: '首页', at: now - 1_000 }])
  })

  it('lets what the opening told give way to the browser itself', () => {
    const opened = { ...emptyVisit, pages: [{ key: 0, url: '/sofa', title: 'sofa', at: now }] }
    expect(trail(mergeVisit(opened, told(page(1, '/', 9_000), page(2, '/sofa', 4_000)), now))).toEqual([
      ['/', 9_000],
      ['/sofa', 4_000],
    ])
  })

  it('keeps the last pages, forgets that he had left, and what is not looked at any more', () => {
    const many = Array.from({ length: maxVisitedPages }, (_, index) => page(index + 1, `/${index}`, 100_000 - index))
    const full = {
      ...mergeVisit(emptyVisit, told(...many), now),
      leftAt: now,
      product: { id: '1', title: 't', price: '¥1', image: null, url: null },
    }
    const next = mergeVisit(full, told(page(99, '/new', 0)), now)
    expect(next.pages).toHaveLength(maxVisitedPages)
    expect(next.pages.at(0)?.url).toBe('/1')
    expect(next.pages.at(-1)?.url).toBe('/new')
    expect(next).toMatchObject({ leftAt: null, product: null })
  })

  it('believes no clock that is a year ahead', () => {
    const visit = mergeVisit(emptyVisit, told(page(1, '/', 365 * 86_400_000)), now)
    expect(now - (visit.pages[0]?.at ?? 0)).toBe(86_400_000)
  })
})
