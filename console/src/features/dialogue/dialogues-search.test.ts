import { describe, expect, it } from 'vitest'
import { conditionsOf, servedSearchOf, inputOf } from './dialogues-search'

const id = '01900000-0000-7000-8000-000000000000'
const now = Date.parse('2026-11-18T06:32:00Z')

describe('the address', () => {
  it('is read as far as it is known', () => {
    const search = { sort: 'rating', asc: true, page: 3, id, seq: 7, valid: false, visitor: 219764, surplus: 1 }
    expect(servedSearchOf(search)).toEqual({
      sort: 'rating',
      asc: true,
      page: 3,
      id,
      seq: 7,
      valid: 'false',
      visitor: '219764',
    })
    expect(servedSearchOf({ sort: 'password', page: 0, id: 'x', seq: 3, view: 'x', q: 'y' })).toEqual({})
    expect(servedSearchOf({ view: 'messages', q: 12 })).toEqual({ view: 'messages', q: '12' })
    expect(conditionsOf(servedSearchOf({ visitor: '郑', id, page: 2 }))).toEqual({ visitor: '郑' })
  })
})

describe('what is asked of the server', () => {
  const asked = (texts: Record<string, string>, zone = 'Asia/Shanghai') => inputOf(texts, zone, now)

  it('MGT-03: spans days of the merchant, whatever the clock here says', () => {
    expect(asked({ span: 'today' })).toEqual({
      from: Date.parse('2026-11-17T16:00:00Z'),
      to: Date.parse('2026-11-18T16:00:00Z'),
    })
    expect(asked({ span: 'yesterday' }, 'America/Los_Angeles')).toEqual({
      from: Date.parse('2026-11-16T08:00:00Z'),
      to: Date.parse('2026-11-17T08:00:00Z'),
    })
    expect(asked({ from: '2026-11-18T09:30', to: 'nonsense' })).toEqual({ from: Date.parse('2026-11-18T01:30:00Z') })
    expect(asked({ span: 'ever' })).toEqual({})
  })

  it('says seconds as milliseconds, yes as true and a rating as its scores', () => {
    const texts = {
      span: 'ever',
      firstReplyFrom: '30',
      visitorMessagesTo: '2',
      valid: 'true',
      files: 'false',
      rated: 'low',
      member: id,
      group: 'x',
    }
    expect(asked(texts)).toEqual({
      firstReplyFrom: 30_000,
      visitorMessagesTo: 2,
      valid: true,
      files: false,
      ratings: [1, 2, 3],
      memberIds: [id],
    })
    expect(asked({ span: 'ever', rated: '5' })).toEqual({ ratings: [5] })
    expect(asked({ span: 'ever', rated: 'invited' })).toEqual({ rated: 'invited' })
  })
})
