import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'

/**
 * Makes the function that tells whose request it is, for doors that Fastify does not keep (the WebSocket's upgrade), by
 * the same rule as `request.ip`: X-Forwarded-For counts as far as the proxies named by TRUST_PROXY vouch for it.
 */
export function callerAddress(trustProxy: boolean | number | string[]): (request: IncomingMessage) => string {
  if (trustProxy === false) return (request) => request.socket.remoteAddress ?? ''
  const trust = trustOf(trustProxy)
  return (request) => proxyAddress(request, trust)
}

function trustOf(trustProxy: true | number | string[]): (address: string, hop: number) => boolean {
  if (trustProxy === true) return () => true
  if (typeof trustProxy === 'number') return (_address, hop) => hop < trustProxy
  return proxyAddress.compile(trustProxy)
}
