import { createHash, randomBytes } from 'node:crypto'
import type { MemberId } from '@keqiao/domain'

/** Without i, l, o and u, which are misread. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const codeCount = 10
const codeLength = 16

/** Ten codes of 80 random bits, in groups of four, to be written down. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: codeCount }, () => {
    const letters = [...randomBytes(codeLength)].map((byte) => alphabet.charAt(byte & 31)).join('')
    return letters.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** What is stored of one. */
export function hashRecoveryCode(memberId: MemberId, code: string): Buffer {
  return createHash('sha256')
    .update(`${memberId}:${normaliseCode(code)}`)
    .digest()
}

/** What somebody typed, as it is compared: neither spaces, dashes, full-width digits nor capitals matter. */
export function normaliseCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
}
