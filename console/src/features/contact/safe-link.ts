/** How much of an address's end is always shown. */
const tailLength = 14

/** An address that a stranger's page told: only http and https may become a link. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\s/?#]/i.test(address)
}

/** An address for reading, in two pieces: the first may be cut at its end, the second may not. */
export function addressPieces(address: string): { readonly head: string; readonly tail: string } {
  const shown = readable(address.replace(/^https?:\/\//i, '')).replace(/\/$/, '')
  const characters = Array.from(shown)
  if (characters.length <= tailLength * 2) return { head: shown, tail: '' }
  return { head: characters.slice(0, -tailLength).join(''), tail: characters.slice(-tailLength).join('') }
}

/** Chinese in an address as Chinese; what is no valid encoding stays as it is. */
function readable(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}
