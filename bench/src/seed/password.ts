import { randomBytes, scryptSync } from 'node:crypto'

/** Every agent of a benchmark signs in with it. */
export const agentPassword = 'bench-password-1'

/** The form in which the product keeps it: scrypt with N=16384, r=16, `salt:key` in hexadecimal. One hash serves all. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16).toString('hex')
  const key = scryptSync(password, salt, 64, { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 })
  return `${salt}:${key.toString('hex')}`
}
