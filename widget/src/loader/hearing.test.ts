import { expect, it, vi } from 'vitest'
import { createHearing } from './hearing'

it('tells whoever hears, until he does no more', () => {
  const hearing = createHearing()
  const heard: unknown[] = []
  const hear = (count: unknown) => heard.push(count)
  hearing.on('unread', hear)
  hearing.on('unread', hear)
  hearing.tell('unread', 2)
  hearing.off('unread', hear)
  hearing.tell('unread', 3)
  expect(heard).toEqual([2])
})

it('tells a late one what has happened for good', () => {
  const hearing = createHearing()
  hearing.lasts('ready')
  let ready = 0
  hearing.on('ready', () => (ready += 1))
  expect(ready).toBe(1)
})

it('goes on after a listener that throws, whose error comes up by itself', () => {
  vi.useFakeTimers()
  const hearing = createHearing()
  let heard = false
  hearing.on('open', () => {
    throw new Error('of the shop')
  })
  hearing.on('open', () => (heard = true))
  hearing.tell('open')
  expect(heard).toBe(true)
  expect(() => vi.runAllTimers()).toThrow('of the shop')
  vi.useRealTimers()
})

it('says what it knows when it is asked for something else', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const hearing = createHearing()
  hearing.on('opened', () => undefined)
  hearing.on('open', 'not a function')
  expect(warn).toHaveBeenCalledTimes(2)
  warn.mockRestore()
})
