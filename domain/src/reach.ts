/** A message that is answered by mail needs an address it can be sent to; how RFC 5321 bounds it. */
const emailShape = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@.](?:[^\s@]{0,250}[^\s@.])?\.[a-z]{2,63}$/i

/** Whether a mail could be sent there. Whether anybody reads it, only a mail can tell. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && emailShape.test(text) && !text.includes('..')
}

/**
 * A telephone number as it is kept: digits, before them + where the country was given. Null for what is none: E.164 has
 * fifteen digits at most, and no number one can be called back at has fewer than seven.
 */
export function phoneOf(text: string): string | null {
  const bare = text.normalize('NFKC').replace(/[\s().-]/g, '')
  return /^\+?\d{7,15}$/.test(bare) ? bare : null
}

/** A mail address for those who need not know it whole: `l…n@example.com`. */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@')
  const name = [...address.slice(0, at)]
  const shown = name.length > 2 ? `${name[0]}…${name.at(-1)}` : `${name[0] ?? ''}…`
  return shown + address.slice(at)
}
