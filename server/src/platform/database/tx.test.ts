import type { PoolClient } from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { answerWithinMs, createTx } from './tx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Answer = (error: Error | null, result?: { rows: unknown[] }) => void

const clientThat = (query: (answer: Answer) => void) =>
  ({ query: (_config: unknown, answer: Answer) => query(answer) }) as unknown as PoolClient

it('gives up a database that does not answer', async () => {
  const asked = createTx(
    clientThat(() => undefined),
    [],
  ).rows('select 1')
  const refused = expect(asked).rejects.toThrow('Query read timeout')
  await vi.advanceTimersByTimeAsync(answerWithinMs)
  await refused
})

it('leaves no timer behind an answer or an error', async () => {
  expect(
    await createTx(
      clientThat((answer) => answer(null, { rows: [1] })),
      [],
    ).rows('select 1'),
  ).toEqual([1])
  const failing = clientThat((answer) => answer(new Error('no such table')))
  await expect(createTx(failing, []).rows('select 1')).rejects.toThrow('no such table')
  expect(vi.getTimerCount()).toBe(0)
})
