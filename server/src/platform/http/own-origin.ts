import type { FastifyRequest } from 'fastify'
import { refuse, type Refused } from '../operations'

/** Whether a page of `origin` is one that this installation serves; `host` is the Host header of the same request. */
export type IsOwnOrigin = (origin: string | undefined, host: string | undefined) => boolean

/**
 * Makes the check. Own is PUBLIC_URL, and the host that was asked for: a browser sets both headers itself, so a foreign
 * page cannot make them agree. Behind https a page of plain http is not own.
 */
export function createOriginCheck(publicUrl: string): IsOwnOrigin {
  const own = new URL(publicUrl)
  return (origin, host) => {
    if (origin === undefined || !URL.canParse(origin)) return false
    const { protocol, host: originHost } = new URL(origin)
    if (origin === own.origin) return true
    return originHost === host && (protocol === 'https:' || own.protocol === 'http:')
  }
}

/**
 * A request that changes something and is known by a cookie must come from a page of ours (CSRF). Browsers say so in
 * Sec-Fetch-Site and Origin; programs that use a cookie set Origin themselves. Returns null when all is well.
 */
export function refuseForeignPage(request: FastifyRequest, isOwnOrigin: IsOwnOrigin): Refused | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  const { 'sec-fetch-site': site, origin } = request.headers
  if (typeof site === 'string' && site !== 'same-origin') return refuse('origin_refused')
  if (origin !== undefined) return isOwnOrigin(origin, request.host) ? null : refuse('origin_refused')
  return site === 'same-origin' ? null : refuse('origin_refused')
}
