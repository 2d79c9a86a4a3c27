import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'

/** How long a code is shown (RFC 6238); the one before and the one after are taken too, since clocks differ. */
const stepMs = 30_000

/** 128 random bits (RFC 4226, R6), as text: the library takes the bytes of a text. */
export function newTotpKey(): string {
  return randomBytes(16).toString('base64url')
}

/** What an authenticator application reads from the picture, and what one types where there is no camera. */
export function shownTotpKey(
  key: string,
  issuer: string,
  login: string,
): { readonly uri: string; readonly key: string } {
  const uri = createOTP(key).url(issuer, login)
  return { uri, key: new URL(uri).searchParams.get('secret') ?? '' }
}

/** Which half minute a code belongs to, within one step of `now` (epoch milliseconds); null: none. */
export async function stepOfCode(key: string, code: string, now: number): Promise<number | null> {
  const current = Math.floor(now / stepMs)
  const steps = [current - 1, current, current + 1]
  const codes = await Promise.all(steps.map((step) => createOTP(key).hotp(step)))
  // All three are compared, so that the time it takes says nothing.
  const hits = steps.filter((_step, index) => isSame(codes[index] ?? '', code))
  return hits[0] ?? null
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
