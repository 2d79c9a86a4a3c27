import { afterEach, expect, it, vi } from 'vitest'
import { createShopIdentity } from './shop-identity'

afterEach(() => vi.restoreAllMocks())

const tokenOf = (sub: string, salt = '') => `h.${btoa(JSON.stringify({ sub, salt }))}.s`

/** What the loader lends: storage of the shop's page, a frame that counts its starts. */
function loader(kept: Record<string, string> = {}) {
  const entries = new Map(Object.entries(kept))
  const parts = {
    keepsake: {
      get: (key: string) => entries.get(key),
      set: (key: string, value: string | null) => void (value === null ? entries.delete(key) : entries.set(key, value)),
      all: () => Object.fromEntries(entries),
    },
    launcher: { unread: () => undefined } as never,
    frame: { loaded: true, starts: 0, load: () => void (parts.frame.starts += 1), send() {}, focus() {} },
  } as Parameters<typeof createShopIdentity>[0] & { frame: { starts: number; loaded: boolean } }
  return { parts, entries, identity: createShopIdentity(parts) }
}

it('starts the frame anew for another person, and not for a fresh token of the same one', async () => {
  const { parts, identity, entries } = loader({ token: 'stranger' })
  await identity.identify({ token: tokenOf('a') })
  identity.heard(null)
  expect(parts.frame.starts).toBe(1)
  // The stranger's token goes along, so that his conversation can.
  expect(Object.fromEntries(entries)).toEqual({ token: 'stranger', sub: 'a' })
  await identity.identify({ token: tokenOf('a', 'fresh') })
  expect(parts.frame.starts).toBe(1)
  expect(parts.identity).toBe(tokenOf('a', 'fresh'))
})

it('forgets one customer before the next', async () => {
  const { parts, identity, entries } = loader({ token: 'his', sub: 'a', conversation: 'c', color: '#000000' })
  await identity.identify({ token: tokenOf('b') })
  expect(Object.fromEntries(entries)).toEqual({ color: '#000000' })
  expect(parts.frame.starts).toBe(1)
})

it('leaves a stranger alone where nobody is signed in, and forgets a customer', async () => {
  const stranger = loader({ token: 'stranger' })
  await stranger.identity.identify(null)
  expect(stranger.entries.get('token')).toBe('stranger')
  expect(stranger.parts.frame.starts).toBe(0)
  const customer = loader({ token: 'his', sub: 'a' })
  await customer.identity.identify(null)
  expect(customer.entries.size).toBe(0)
  expect(customer.parts.frame.starts).toBe(1)
})

it('asks for another token once when the one it got has expired', async () => {
  const { parts, identity } = loader()
  let asked = 0
  await identity.identify({ token: async () => tokenOf('a', String((asked += 1))) })
  identity.heard('identity_expired')
  await expect.poll(() => parts.identity).toBe(tokenOf('a', '2'))
  identity.heard('identity_expired')
  await Promise.resolve()
  expect(asked).toBe(2)
  expect(parts.frame.starts).toBe(2)
})

it('takes the latest word, in whatever order tokens arrive', async () => {
  const { parts, identity } = loader()
  let give = (_token: string): void => undefined
  const slow = identity.identify({ token: () => new Promise<string>((resolve) => (give = resolve)) })
  await identity.identify({ token: tokenOf('b') })
  give(tokenOf('a'))
  await slow
  expect(parts.identity).toBe(tokenOf('b'))
})

it.each([
  [undefined],
  [{}],
  ['token'],
  [{ token: 'no token' }],
  [{ token: () => 7 }],
  [{ token: () => Promise.reject(new Error('offline')) }],
])('changes nothing for %j', async (who) => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { parts, identity, entries } = loader({ token: 'stranger' })
  await identity.identify(who)
  expect(parts.identity).toBeUndefined()
  expect(parts.frame.starts).toBe(0)
  expect(entries.get('token')).toBe('stranger')
})
