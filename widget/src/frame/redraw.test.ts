import { createStore } from '@keqiao/client/store'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onDemand } from './on-demand'
import { inOneGo, lasting, watcher } from './redraw'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('draws once for any number of changes in one turn', async () => {
  const draw = vi.fn()
  const changed = inOneGo(draw)
  changed()
  changed()
  expect(draw).not.toHaveBeenCalled()
  await Promise.resolve()
  expect(draw).toHaveBeenCalledTimes(1)
  changed()
  await Promise.resolve()
  expect(draw).toHaveBeenCalledTimes(2)
})

it('hears the stores it watches now, and not those it watched before', () => {
  const heard = vi.fn()
  const watch = watcher(heard)
  const [a, b] = [createStore(0), createStore(0)]
  watch(a, null)
  watch(a, null)
  a.set(1)
  expect(heard).toHaveBeenCalledTimes(1)
  watch(undefined, b)
  a.set(2)
  b.set(1)
  expect(heard).toHaveBeenCalledTimes(2)
})

it('says a state has lasted only when it has, without interruption', () => {
  const changed = vi.fn()
  const away = lasting(1_000, changed)
  expect(away(true)).toBe(false)
  vi.advanceTimersByTime(900)
  expect(away(false)).toBe(false)
  expect(away(true)).toBe(false)
  vi.advanceTimersByTime(900)
  expect(changed).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(away(true)).toBe(true)
  expect(away(false)).toBe(false)
})

it('fetches a part once, and again after a failure', async () => {
  const arrived = vi.fn()
  const fetchPart = vi.fn(() => Promise.resolve('part'))
  fetchPart.mockImplementationOnce(() => Promise.reject(new Error('offline')))
  const part = onDemand(fetchPart, arrived)
  expect(part()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(0)
  expect(arrived).not.toHaveBeenCalled()
  part()
  part()
  await vi.advanceTimersByTimeAsync(0)
  expect(arrived).toHaveBeenCalledTimes(1)
  expect(part()).toBe('part')
  expect(fetchPart).toHaveBeenCalledTimes(2)
})
