import { randomBytes, scrypt as scryptOf, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'

const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptOf)
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const keyLength = 32

/** The hash of a password, with its salt, as it is stored. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await scrypt(password.normalize('NFKC'), salt, keyLength, cost)
  return `scrypt:${salt.toString('base64url')}:${key.toString('base64url')}`
}

/** Nobody's password: an unknown name costs as much time as a known one. */
const nobodys = `scrypt:${Buffer.alloc(16).toString('base64url')}:${Buffer.alloc(keyLength).toString('base64url')}`

/** Whether this is the password of the hash; without a hash it is not, after the same work. */
export async function isPassword(hash: string | null, password: string): Promise<boolean> {
  const [, salt = '', expected = ''] = (hash ?? nobodys).split(':')
  const key = await scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), keyLength, cost)
  return timingSafeEqual(key, Buffer.from(expected, 'base64url')) && hash !== null
}
