import type { ContactView, EventView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { foldContact } from './fold-contact'

const stale: ContactView = {
  id: 'c' as ContactView['id'],
  nickname: null,
  displayName: null,
  phone: '13800138000',
  email: null,
  shop: null,
  remark: null,
  tags: ['老顾客'],
  version: 3,
}

const event = (seq: number, type: string, payload: object) =>
  ({
    seq,
    prev: seq - 1,
    type,
    v: 1,
    at: seq * 1_000,
    actor: { kind: 'member', id: 'm', name: '安晴' },
    payload: { contactId: 'c', ...payload },
  }) as unknown as EventView

it('a stale contact and the events since are the fresh contact', () => {
  const events = [
    event(4, 'contact.changed', {
      displayName: { from: null, to: '林女士' },
      phone: { from: '13800138000', to: null },
    }),
    event(5, 'contact.tagged', { contactId: 'c', tag: 'VIP' }),
    event(6, 'contact.changed', { remark: { from: null, to: '周日送' } }),
    event(7, 'contact.untagged', { tag: '老顾客' }),
  ]
  expect(foldContact(stale, events)).toEqual({
    ...stale,
    displayName: '林女士',
    phone: null,
    remark: { text: '周日送', by: { id: 'm', nickname: '安晴' }, at: 6_000 },
    tags: ['VIP'],
    version: 7,
  })
})

it('what the shop says of him is the newest, and no field of the staff', () => {
  const shop = { customerId: 'm-1', name: '林知夏', phone: '13900139000', email: null }
  const named = foldContact(stale, [event(4, 'contact.identified', { nickname: '林知夏', shop })])
  expect(named).toEqual({ ...stale, nickname: '林知夏', shop, version: 4 })
  const later = { ...shop, name: '林女士', phone: null }
  const renamed = foldContact(named, [event(5, 'contact.identified', { nickname: '林女士', shop: later })])
  expect(renamed).toEqual({ ...stale, nickname: '林女士', shop: later, version: 5 })
})

it('a remark that is taken away leaves no author', () => {
  const known = foldContact(stale, [event(4, 'contact.changed', { remark: { from: null, to: '甲' } })])
  expect(foldContact(known, [event(5, 'contact.changed', { remark: { from: '甲', to: null } })]).remark).toBeNull()
})

it('a type of a newer server moves the version alone', () => {
  expect(foldContact(stale, [event(4, 'contact.merged', {})])).toEqual({ ...stale, version: 4 })
})
