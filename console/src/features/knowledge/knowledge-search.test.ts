import { expect, it } from 'vitest'
import { knowledgeSearchOf } from './knowledge-search'

const id = '01900000-0000-7000-8000-000000000000'

it('MGT-13: reads what it knows of the address and passes over the rest', () => {
  const known = {
    q: '退货',
    category: id,
    status: 'inactive',
    seen: 'public',
    sort: 'used',
    asc: true,
    page: 2,
    edit: id,
  }
  expect(knowledgeSearchOf({ ...known, surplus: 1 })).toEqual(known)
  expect(knowledgeSearchOf({ category: 'x', status: 'on', sort: 'answer', page: 0, edit: '7', asc: 1 })).toEqual({})
})
