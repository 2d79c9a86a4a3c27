import { lookup } from 'node:dns/promises'
import { isPublicAddress } from '../outgoing'
import { MailError } from './mail-fault'

/**
 * The address to connect to, found once: a name that changes its mind between the check and the connection changes nothing.
 * @throws MailError when there is none, or only such that a merchant may not name
 */
export async function reachableAddress(host: string, mayBePrivate: boolean): Promise<string> {
  const found = await lookup(host, { all: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    throw new MailError({ step: 'dns', detail: `${host}: ${code}`, permanent: false })
  })
  const usable = mayBePrivate ? found : found.filter(({ address }) => isPublicAddress(address))
  // Mail servers answer by IPv4 nearly everywhere; machines reach IPv6 less often than they think.
  const [first] = usable.toSorted((a, b) => a.family - b.family)
  if (!first) throw new MailError({ step: 'address', detail: host, permanent: true })
  return first.address
}
