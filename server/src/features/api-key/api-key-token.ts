import { createHash, randomBytes } from 'node:crypto'

/** How a key begins, so that scanners for lost secrets, and people, see what it is. */
const shape = /^kq_[A-Za-z0-9]{8}_[A-Za-z0-9_-]{43}$/

/** Whether it is written like a key; visitors' tokens are shorter. */
export const isApiKeyToken = (token: string): boolean => shape.test(token)

/** A new key and the beginning that may be shown: 32 random bytes follow it. */
export function makeApiKeyToken(): { readonly token: string; readonly prefix: string } {
  const letters = randomBytes(24)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
  // Of 32 characters of base64 fewer than eight are letters or digits about never; then it is drawn again.
  if (letters.length < 8) return makeApiKeyToken()
  const prefix = `kq_${letters.slice(0, 8)}`
  return { token: `${prefix}_${randomBytes(32).toString('base64url')}`, prefix }
}

/** What is stored of a key. No search can hit 32 random bytes: a plain hash is enough. */
export const hashApiKeyToken = (token: string): Buffer => createHash('sha256').update(token).digest()
