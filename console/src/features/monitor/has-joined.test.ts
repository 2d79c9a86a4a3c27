import type { EventView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { hasJoined } from './has-joined'

const event = (type: string, id?: string) => ({ type, payload: { member: { id } } }) as unknown as EventView

it.each([
  [[], null],
  [[event('message.sent')], null],
  [[event('leg.opened'), event('supervisor.joined', 'me'), event('message.sent')], true],
  [[event('supervisor.joined', 'me'), event('supervisor.joined', 'other'), event('supervisor.left', 'other')], true],
  [[event('supervisor.joined', 'me'), event('supervisor.left', 'me')], false],
  [[event('supervisor.joined', 'me'), event('leg.opened')], false],
  [[event('supervisor.joined', 'me'), event('conversation.closed')], false],
])('MGT-17: knows from %j whether one speaks in it: %s', (events, expected) => {
  expect(hasJoined(events, 'me')).toBe(expected)
})
