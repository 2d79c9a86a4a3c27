import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FileFacts } from '@keqiao/domain'

/** Makes and checks signed addresses of files. Who has an address may read the file until it expires. */
export interface FileAddresses {
  /** A path on this installation, good for seven to eight days; the same all day long, so that browsers can cache. */
  sign(file: Pick<FileFacts, 'fileId' | 'name'>): string
  /** Judges an address. Valid: with the instant it ends, in epoch milliseconds. */
  check(fileId: string, expires: unknown, signature: unknown): { readonly expiresAt: number } | 'expired' | 'forged'
}

const day = 24 * 60 * 60 * 1_000
const validDays = 7

/** Signs with a key derived from the installation's secret; `now` is in epoch milliseconds. */
export function createFileAddresses(secret: string, now: () => number): FileAddresses {
  const key = createHmac('sha256', secret).update('keqiao file address').digest()
  const signatureOf = (fileId: string, expires: string) =>
    createHmac('sha256', key).update(`${fileId} ${expires}`).digest('base64url').slice(0, 27)

  return {
    sign({ fileId, name }) {
      const expires = String((Math.floor(now() / day) + 1 + validDays) * (day / 1_000))
      return `/files/${fileId}/${encodeURIComponent(name)}?e=${expires}&s=${signatureOf(fileId, expires)}`
    },
    check(fileId, expires, signature) {
      if (typeof expires !== 'string' || typeof signature !== 'string' || !/^\d{1,11}$/.test(expires)) return 'forged'
      const expected = Buffer.from(signatureOf(fileId, expires))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
      const expiresAt = Number(expires) * 1_000
      return expiresAt > now() ? { expiresAt } : 'expired'
    },
  }
}
