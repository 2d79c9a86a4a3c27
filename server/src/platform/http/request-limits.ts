import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { refuse, type Refused } from '../operations'

/** Counts what one address or person asks for. Returns null, or the refusal that says when to go on. */
export interface RequestLimits {
  address(ip: string): Promise<Refused | null>
  person(id: string): Promise<Refused | null>
}

const windowSeconds = 10

/** Limits per ten seconds, kept in this process; 0 means none. */
export function createRequestLimits(perAddress: number, perPerson: number): RequestLimits {
  const byAddress = limiter(perAddress)
  const byPerson = limiter(perPerson)
  return { address: (ip) => byAddress(networkOf(ip)), person: byPerson }
}

function limiter(points: number): (key: string) => Promise<Refused | null> {
  if (points === 0) return async () => null
  const counter = new RateLimiterMemory({ points, duration: windowSeconds })
  return async (key) => {
    try {
      await counter.consume(key)
      return null
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      return refuse('rate_limited', undefined, Math.max(1, error.msBeforeNext))
    }
  }
}

/** One subscriber owns a whole /64 of IPv6 and could change his address with every request. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped?.[1]) return mapped[1]
  if (!isIPv6(ip)) return ip
  const [head = '', tail = ''] = ip.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const groups = ip.includes('::')
    ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
    : left
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
