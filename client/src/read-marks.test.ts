import type { CallFrame } from '@keqiao/contract/frames'
import { expect, it } from 'vitest'
import { createClient } from './client'
import { createReadMarks, READ_INTERVAL_MS } from './read-marks'
import { createSteppedEnvironment, welcome } from './testing/stepped-environment'

function begin() {
  const stepped = createSteppedEnvironment()
  const client = createClient({ url: 'ws', as: 'visitor', owner: 'me', environment: stepped.environment })
  let socket = welcome(stepped, 'visitor')
  const told = () =>
    socket.sent
      .filter((frame): frame is CallFrame => frame.t === 'call' && frame.op === 'conversation.markRead')
      .map(({ input }) => (input as { seq: number }).seq)
  return {
    stepped,
    told,
    marks: createReadMarks(client, 'c'),
    reconnect() {
      socket.drop()
      stepped.goOnline()
      socket = welcome(stepped, 'visitor')
    },
  }
}

it('tells the first place at once, then the latest, at most once in two seconds, and never an older one', async () => {
  const { stepped, told, marks } = begin()
  for (const seq of [3, 4, 5, 2]) marks.read(seq)
  await stepped.advance(READ_INTERVAL_MS - 1)
  expect(told()).toEqual([3])
  await stepped.advance(1)
  expect(told()).toEqual([3, 5])
  marks.read(5)
  await stepped.advance(READ_INTERVAL_MS * 3)
  expect(told()).toEqual([3, 5])
})

it('tells again on the next connection what got lost with the last one', async () => {
  const { stepped, told, marks, reconnect } = begin()
  marks.read(7)
  expect(told()).toEqual([7])
  reconnect()
  await stepped.advance(READ_INTERVAL_MS)
  marks.read(7)
  await stepped.advance(READ_INTERVAL_MS)
  expect(told()).toEqual([7])
})

it('tells nothing after its release', async () => {
  const { stepped, told, marks } = begin()
  marks.read(1)
  marks.read(2)
  marks.release()
  await stepped.advance(READ_INTERVAL_MS * 2)
  expect(told()).toEqual([1])
})
