import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignExport } from './export.view'

/** Makes and checks the signed addresses of exports: beside the signature, only their owner's session opens them. */
export interface ExportAddresses {
  readonly sign: SignExport
  check(id: string, expires: unknown, signature: unknown): 'good' | 'expired' | 'forged'
}

/** Signs with a key derived from the installation's secret; `now` is in epoch milliseconds. */
export function createExportAddresses(secret: string, now: () => number): ExportAddresses {
  const key = createHmac('sha256', secret).update('keqiao export address').digest()
  const signatureOf = (id: string, expires: string) =>
    createHmac('sha256', key).update(`${id} ${expires}`).digest('base64url')
  return {
    sign({ id, name, expiresAt }) {
      const expires = String(Math.floor(expiresAt))
      return `/exports/${id}/${encodeURIComponent(name)}?e=${expires}&s=${signatureOf(id, expires)}`
    },
    check(id, expires, signature) {
      if (typeof expires !== 'string' || typeof signature !== 'string' || !/^\d{1,16}$/.test(expires)) return 'forged'
      const [expected, given] = [Buffer.from(signatureOf(id, expires)), Buffer.from(signature)]
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
      return Number(expires) > now() ? 'good' : 'expired'
    },
  }
}
