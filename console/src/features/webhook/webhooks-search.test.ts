import { expect, it } from 'vitest'
import { webhooksSearchOf } from './webhooks-search'

it('reads which deliveries are shown, and leaves out what it does not know', () => {
  const id = '019a3c0e-5b7e-7c3f-8d1e-2f3a4b5c6d7e'
  const known = { state: 'failed', endpoint: id, type: 'message.sent', before: id }
  expect(webhooksSearchOf({ ...known, more: 1 })).toEqual(known)
  expect(webhooksSearchOf({ state: 'lost', endpoint: 'all', type: '<b>', before: 7 })).toEqual({})
  expect(webhooksSearchOf({ state: 'all' })).toEqual({})
})
