import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import { networkOf } from './network-of'

/** Slows down whoever guesses passwords. One in memory now; one in Redis counts for all nodes together. */
export interface SignInThrottle {
  /** Takes an attempt before the password is looked at, so that many at once do not slip through. Milliseconds to wait; 0: go on. */
  take(name: string, address: string): Promise<number>
  /** The password was right: the attempt does not count, and earlier ones from there are forgotten. */
  forgive(name: string, address: string): Promise<void>
}

const minutes = (count: number) => count * 60

/**
 * Three windows. Guessing one account from one place stops first; guessing one account from many places, and many
 * accounts from one place, later. So nobody can lock a colleague out from his own desk alone.
 */
const windows = {
  accountFromAddress: { points: 8, duration: minutes(15) },
  account: { points: 40, duration: minutes(15) },
  address: { points: 100, duration: minutes(15) },
}

/** Counts in this process; forgets when it ends. */
export function memoryThrottle(): SignInThrottle {
  const pairs = new RateLimiterMemory(windows.accountFromAddress)
  const accounts = new RateLimiterMemory(windows.account)
  const addresses = new RateLimiterMemory(windows.address)
  return {
    async take(name, address) {
      const network = networkOf(address)
      for (const [limiter, key] of [
        [addresses, network],
        [pairs, `${network} ${name}`],
        [accounts, name],
      ] as const) {
        const waitMs = await consume(limiter, key)
        if (waitMs > 0) return waitMs
      }
      return 0
    },
    async forgive(name, address) {
      const network = networkOf(address)
      await pairs.delete(`${network} ${name}`)
      await accounts.reward(name)
      await addresses.reward(network)
    },
  }
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext)
    throw refused
  }
}
