import { expect, it } from 'vitest'
import { isFiltered, midnightOf, offlineSearchOf } from './offline-search'

const id = '01900000-0000-7000-8000-000000000000'

it('reads what it knows and passes over the rest', () => {
  const asked = { state: 'open', id, group: id, q: 138, cause: 'queue', from: '2026-11-01', sort: 'name', asc: true }
  expect(offlineSearchOf({ ...asked, page: 3, odd: 1 })).toEqual({ ...asked, q: '138', page: 3 })
  expect(offlineSearchOf({ state: 'all', id: 'x', q: '', sort: 'salary', from: '1.11.', page: 0 })).toEqual({})
})

it('knows what leaves messages out', () => {
  expect(isFiltered({ sort: 'name', asc: true, page: 2, id })).toBe(false)
  expect(isFiltered({ until: '2026-11-01' })).toBe(true)
})

it('takes a day as the clocks here have it', () => {
  expect(midnightOf('2026-11-30', 1)).toBe(new Date(2026, 11, 1).getTime())
})
