import { createRequire } from 'node:module'
import { BlockList, isIP } from 'node:net'
import { placeOf, type Region } from '@keqiao/domain'
import type IP2Region from 'ip2region'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Networks that many houses have, and what a carrier puts behind one address: no table can place them. */
const shared = new BlockList()
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  shared.addSubnet(net, prefix, 'ipv4')
}
shared.addSubnet('fc00::', 7, 'ipv6')
shared.addSubnet('fe80::', 10, 'ipv6')

/** What the tables answer for addresses that nobody was given. */
const unplaced = /内网|保留|局域网/

/**
 * Makes the function that tells where an address comes from: a place, the own machine, a private network, or null where
 * the tables know nothing. The tables come with the package, are read with the first address that needs them, and ask
 * nobody. The function never rejects; `onError` hears once why the tables could not be read. The address itself is
 * neither kept nor logged.
 */
export function createRegionLookup(
  onError: (error: unknown, where: string) => void,
): (address: string) => Promise<Region | null> {
  let tables: IP2Region | null | undefined

  function openTables(): IP2Region | null {
    try {
      const { default: Tables } = createRequire(import.meta.url)('ip2region') as { default: typeof IP2Region }
      return new Tables()
    } catch (error) {
      onError(error, 'region tables')
      return null
    }
  }

  return (address) => {
    const bare = withoutMapping(address)
    const version = isIP(bare)
    if (version === 0) return Promise.resolve(null)
    const family = version === 6 ? 'ipv6' : 'ipv4'
    if (loopback.check(bare, family)) return Promise.resolve({ kind: 'loopback' })
    if (shared.check(bare, family)) return Promise.resolve({ kind: 'private' })
    if (tables === undefined) tables = openTables()
    const row = tables?.search(bare) ?? null
    return Promise.resolve(row && !unplaced.test(row.city + row.isp) ? placeOf(row) : null)
  }
}

/** An IPv4 address in IPv6 notation is the IPv4 address; a zone says nothing. */
function withoutMapping(address: string): string {
  const bare = address.split('%')[0] ?? ''
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
}
