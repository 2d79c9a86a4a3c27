import { expect, it } from 'vitest'
import { openKeepsake } from './keepsake'
import { hearOtherTabs } from './other-tabs'

/** A browser's storage and its `storage` events, as two tabs of one shop share them. */
function shop(options: { throws?: boolean; room?: number } = {}) {
  const entries = new Map<string, string>()
  const storage = {
    get length() {
      return entries.size
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (name: string) => entries.get(name) ?? null,
    setItem(name: string, value: string) {
      if (value.length > (options.room ?? Infinity)) throw new Error('QuotaExceededError')
      entries.set(name, value)
    },
    removeItem: (name: string) => void entries.delete(name),
  }
  const tab = (): Window => {
    const target = new EventTarget()
    return Object.defineProperty(target, 'localStorage', {
      get() {
        if (options.throws) throw new Error('SecurityError')
        return storage
      },
    }) as unknown as Window
  }
  return { entries, tab }
}

it('keeps the token in the storage of the shop, apart from other channels and from the shop itself', () => {
  const { tab, entries } = shop()
  entries.set('cart', '3')
  openKeepsake('a', tab()).set('token', 'secret')
  openKeepsake('b', tab()).set('token', 'other')
  const reloaded = openKeepsake('a', tab())
  expect(reloaded.get('token')).toBe('secret')
  expect(reloaded.all()).toEqual({ token: 'secret' })
  reloaded.set('token', null)
  expect(reloaded.get('token')).toBeUndefined()
  expect([...entries]).toEqual([
    ['cart', '3'],
    ['keqiao:b:token', 'other'],
  ])
})

it('keeps it in memory where storage throws, for as long as the page lives', () => {
  const { tab } = shop({ throws: true })
  const keepsake = openKeepsake('a', tab())
  keepsake.set('token', 'secret')
  expect(keepsake.get('token')).toBe('secret')
  expect(keepsake.all()).toEqual({ token: 'secret' })
  keepsake.set('token', null)
  expect(keepsake.all()).toEqual({})
})

it('holds what no longer fits in memory, in place of what is stored', () => {
  const { tab } = shop({ room: 5 })
  const keepsake = openKeepsake('a', tab())
  keepsake.set('queue', 'short')
  keepsake.set('queue', 'longer than there is room')
  expect(keepsake.get('queue')).toBe('longer than there is room')
  expect(keepsake.all()).toEqual({ queue: 'longer than there is room' })
})

it.each([
  ['a key that could be anything', '../cart', 'x'],
  ['a value without measure', 'queue', 'x'.repeat(200_001)],
])('refuses %s', (_, key, value) => {
  const { tab, entries } = shop()
  openKeepsake('a', tab()).set(key, value)
  expect(entries.size).toBe(0)
})

it('hears what another tab keeps for this channel, and nothing else', () => {
  const window = shop().tab()
  const heard: unknown[] = []
  hearOtherTabs('a', window, (key, value) => heard.push([key, value]))
  for (const [key, newValue] of [
    ['keqiao:a:ongoing', '1'],
    ['keqiao:b:ongoing', '1'],
    ['cart', '4'],
    [null, null],
  ]) {
    window.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }))
  }
  expect(heard).toEqual([['ongoing', '1']])
})
