import { expect, it } from 'vitest'
import { createReadSender, READ_INTERVAL_MS } from './read-marks'
import { createSteppedEnvironment } from './testing/stepped-environment'

const begin = (arrives: () => boolean = () => true) => {
  const stepped = createSteppedEnvironment()
  const sent: number[] = []
  const sender = createReadSender(stepped.environment, (seq) => {
    sent.push(seq)
    return Promise.resolve(arrives())
  })
  return { stepped, sent, sender }
}

it('tells the first place at once, then the latest, at most once in two seconds, and never an older one', async () => {
  const { stepped, sent, sender } = begin()
  for (const seq of [3, 4, 5, 2]) sender.read(seq)
  await stepped.advance(READ_INTERVAL_MS - 1)
  expect(sent).toEqual([3])
  await stepped.advance(1)
  expect(sent).toEqual([3, 5])
  sender.read(5)
  await stepped.advance(READ_INTERVAL_MS * 3)
  expect(sent).toEqual([3, 5])
})

it('tells a place again that did not arrive, with the next look', async () => {
  let connected = false
  const { stepped, sent, sender } = begin(() => connected)
  sender.read(7)
  await stepped.advance(READ_INTERVAL_MS)
  connected = true
  sender.read(7)
  await stepped.advance(READ_INTERVAL_MS)
  sender.read(7)
  expect(sent).toEqual([7, 7])
})

it('tells nothing after its release', async () => {
  const { stepped, sent, sender } = begin()
  sender.read(1)
  sender.read(2)
  sender.release()
  await stepped.advance(READ_INTERVAL_MS * 2)
  expect(sent).toEqual([1])
})
