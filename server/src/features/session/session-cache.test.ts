import { expect, test } from 'vitest'
import { createSessionCache } from './session-cache'

test('a burst asks once', async () => {
  let asked = 0
  const cache = createSessionCache<number>(() => 0)
  const answers = await Promise.all(Array.from({ length: 5 }, () => cache.get('a', async () => ++asked)))
  expect(answers).toEqual([1, 1, 1, 1, 1])
  expect(await cache.get('b', async () => ++asked)).toBe(2)
})

test('an answer that was under way at a sign-out is not given after it', async () => {
  const cache = createSessionCache<string>(() => 0)
  let answer: (value: string) => void = () => undefined
  const early = cache.get('a', () => new Promise((resolve) => (answer = resolve)))
  cache.clear()
  const late = cache.get('a', async () => 'signed out')
  answer('signed in')
  expect(await early).toBe('signed in')
  expect(await late).toBe('signed out')
  expect(await cache.get('a', async () => 'asked again')).toBe('signed out')
})

test('a failure is not kept', async () => {
  const cache = createSessionCache<string>(() => 0)
  await expect(cache.get('a', () => Promise.reject(new Error('the database is away')))).rejects.toThrow('away')
  expect(await cache.get('a', async () => 'here')).toBe('here')
})

test('counts from when it began to look, for a second', async () => {
  let now = 0
  let asked = 0
  const cache = createSessionCache<number>(() => now)
  await cache.get('a', async () => ++asked)
  now = 999
  expect(await cache.get('a', async () => ++asked)).toBe(1)
  now = 1_000
  expect(await cache.get('a', async () => ++asked)).toBe(2)
})
