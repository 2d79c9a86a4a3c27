import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Networks that no merchant may make the server speak to (IANA's registries of special-purpose addresses). */
const reserved = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  reserved.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  reserved.addSubnet(network, prefix, 'ipv6')

/** Whether an address lies in the public internet; what is no address does not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const mapped = family === 6 ? mappedAddress(address) : null
  if (mapped !== null) return isPublicAddress(mapped)
  return !reserved.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** `::ffff:10.0.0.1` is 10.0.0.1 in another dress, in either of its spellings. */
function mappedAddress(address: string): string | null {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const halves = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical)
  if (!halves) return null
  const [high, low] = [halves[1], halves[2]].map((half) => Number.parseInt(half ?? '0', 16)) as [number, number]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The name leads to no address that the server may speak to. */
export class PrivateAddressError extends Error {
  readonly code = 'EPRIVATE'
  constructor(readonly host: string) {
    super(`${host} lies in a private network`)
  }
}

/**
 * A look-up for `net.connect` that yields public addresses only. The connection goes to what was checked: a name that
 * answers differently the next time (DNS rebinding) gains nothing.
 */
export const lookupPublic: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '')
    const [first, ...others] = addresses.filter(({ address }) => isPublicAddress(address))
    if (!first) return done(new PrivateAddressError(host), '')
    if (options.all) done(null, [first, ...others])
    else done(null, first.address, first.family)
  })
}
