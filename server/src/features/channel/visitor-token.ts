import { createHash, randomBytes } from 'node:crypto'

const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** A new token: 32 random bytes, which no search can hit, so a plain hash protects them at rest. */
export function newVisitorToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token; null for anything that cannot be one. */
export function hashVisitorToken(token: string): Buffer | null {
  return tokenShape.test(token) ? createHash('sha256').update(token).digest() : null
}
