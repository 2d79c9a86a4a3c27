import type { ErrorCode } from '@keqiao/contract'
import { CARD_LIMITS, orderFacts, spokenText, storableText } from '@keqiao/contract'
import { errors, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import { issuesOf, refuse, type Refused } from '../../platform/operations'
import type { ShopIdentity } from '../contact'

/** Clocks of shops differ from ours by seconds. */
const toleranceSeconds = 60
/** A token that lives longer is a password, and is treated as a mistake. */
const longestLifeSeconds = 24 * 60 * 60

const claims = z.object({
  sub: spokenText(128),
  name: spokenText(40).transform((name) => name.trim()),
  phone: storableText(32).nullish(),
  email: storableText(254).nullish(),
  /** ORD-01: orders the shop vouches for; newest first. */
  orders: z.array(orderFacts).max(CARD_LIMITS.maxOrders).nullish(),
})

/**
 * Whom a shop names in a JWT: HS256 by one of the channel's secrets, newest first, and nothing else. Whether `aud` is
 * there or not, it must not be another channel's key.
 *
 * @param now epoch milliseconds
 */
export async function verifyIdentity(
  token: string,
  secrets: readonly string[],
  channelKey: string,
  now: number,
): Promise<ShopIdentity | Refused> {
  const payload = await verifySigned(token, secrets, now)
  if ('refused' in payload) return payload as Refused
  const { aud = channelKey, exp = 0, iat = 0 } = payload
  if (![aud].flat().includes(channelKey)) return invalid('audience')
  if (exp - now / 1_000 > longestLifeSeconds + toleranceSeconds) return invalid('lives_too_long')
  if (iat - now / 1_000 > toleranceSeconds) return invalid('not_yet_valid')
  const parsed = claims.safeParse(payload)
  if (!parsed.success) return invalid('claims', { issues: issuesOf(parsed.error) })
  const { sub, name, phone, email, orders } = parsed.data
  const person = { externalId: sub, name, phone: phone?.trim() || null, email: email?.trim() || null }
  return orders ? { ...person, orders } : person
}

async function verifySigned(token: string, secrets: readonly string[], now: number): Promise<JWTPayload | Refused> {
  let refusal = invalid('signature')
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        clockTolerance: toleranceSeconds,
        currentDate: new Date(now),
        requiredClaims: ['sub', 'exp'],
      })
      return payload
    } catch (error) {
      refusal = refusalOf(error)
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return refusal
    }
  }
  return refusal
}

function refusalOf(error: unknown): Refused {
  if (error instanceof errors.JWTExpired) return refuse('identity_expired')
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid('signature')
  if (error instanceof errors.JOSEAlgNotAllowed) return invalid('algorithm')
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalid(error.claim === 'nbf' ? 'not_yet_valid' : 'claims', { claim: error.claim })
  }
  // Whatever else it says is a sentence about the token's form.
  if (error instanceof errors.JOSEError) return invalid('malformed')
  throw error
}

const code: ErrorCode = 'identity_invalid'
const invalid = (reason: string, data: Record<string, unknown> = {}): Refused => refuse(code, { reason, ...data })
