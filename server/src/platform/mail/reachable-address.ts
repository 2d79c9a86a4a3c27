import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { MailError } from './mail-fault'

/** Where nobody outside can have a mail server (IANA's special-purpose registries): loopback, private, link-local, ... */
const inside = new BlockList()
const ranges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]
for (const [network, prefix, family] of ranges) inside.addSubnet(network, prefix, family)

/** Whether an address belongs to the network we stand in, or to no network at all. */
export function isInside(address: string): boolean {
  // ::ffff:127.0.0.1 is 127.0.0.1.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isInside(mapped)
  const family = isIP(address)
  return family === 0 || inside.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * The address to connect to, found once: a name that changes its mind between the check and the connection changes nothing.
 * @throws MailError when there is none, or only such that a merchant may not name
 */
export async function reachableAddress(host: string, mayBeInside: boolean): Promise<string> {
  const found = await lookup(host, { all: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    throw new MailError({ step: 'dns', detail: `${host}: ${code}`, permanent: false })
  })
  const usable = mayBeInside ? found : found.filter(({ address }) => !isInside(address))
  // Mail servers answer by IPv4 nearly everywhere; machines reach IPv6 less often than they think.
  const [first] = usable.toSorted((a, b) => a.family - b.family)
  if (!first) throw new MailError({ step: 'address', detail: host, permanent: true })
  return first.address
}
