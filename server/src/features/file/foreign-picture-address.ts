import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TenantId } from '@keqiao/domain'

/** A picture that lies elsewhere, named by a stored message or visit of this merchant. */
export interface ForeignPicture {
  readonly tenantId: TenantId
  /** Its address there. */
  readonly source: string
}

/** Makes and checks the addresses under which we show pictures that lie elsewhere. */
export interface ForeignPictureAddresses {
  /** A path on this installation, good for seven to eight days; the same all day long, so that browsers can cache. */
  sign(picture: ForeignPicture): string
  /** Null: we have not signed it, or it has expired. */
  check(query: Readonly<Record<string, unknown>>): ForeignPicture | null
}

const day = 24 * 60 * 60 * 1_000
const validDays = 7
/** The demo shop's own drawings: ours already, and reachable for this very browser. */
const ownPicture = /^\/demo\/images\/[a-z0-9-]+\.(?:svg|webp|png|jpg)$/

/**
 * Signs with a key derived from the installation's secret, so that nobody can make us fetch what no message of a merchant
 * names. `now` is in epoch milliseconds.
 */
export function createForeignPictureAddresses(
  secret: string,
  publicUrl: string,
  now: () => number,
): ForeignPictureAddresses {
  const key = createHmac('sha256', secret).update('keqiao foreign picture').digest()
  const signatureOf = (tenantId: string, source: string, expires: string) =>
    createHmac('sha256', key).update(`${tenantId} ${expires} ${source}`).digest('base64url').slice(0, 27)
  const own = originOf(new URL(publicUrl))

  return {
    sign({ tenantId, source }) {
      const url = URL.canParse(source) ? new URL(source) : null
      if (url && originOf(url) === own && ownPicture.test(url.pathname)) return url.pathname
      const expires = String((Math.floor(now() / day) + 1 + validDays) * (day / 1_000))
      return `/pictures?t=${tenantId}&u=${encodeURIComponent(source)}&e=${expires}&s=${signatureOf(tenantId, source, expires)}`
    },
    check({ t: tenantId, u: source, e: expires, s: signature }) {
      const texts = [tenantId, source, expires, signature]
      if (!texts.every((text) => typeof text === 'string') || !/^\d{1,11}$/.test(String(expires))) return null
      const expected = Buffer.from(signatureOf(String(tenantId), String(source), String(expires)))
      const given = Buffer.from(String(signature))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      if (Number(expires) * 1_000 <= now()) return null
      return { tenantId: String(tenantId) as TenantId, source: String(source) }
    },
  }
}

/** This machine has several names for itself, and tries shops out at several of its ports. */
function originOf({ origin, hostname }: URL): string {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'this machine' : origin
}
