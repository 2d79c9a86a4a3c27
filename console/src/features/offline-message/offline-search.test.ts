import { expect, it } from 'vitest'
import { offlineSearchOf } from './offline-search'

const id = '01900000-0000-7000-8000-000000000000'

it('reads what it knows and passes over the rest', () => {
  expect(offlineSearchOf({ state: 'open', id, before: id, page: 3 })).toEqual({ state: 'open', id, before: id })
  expect(offlineSearchOf({ state: 'all', id: 'x', before: 7 })).toEqual({})
})
