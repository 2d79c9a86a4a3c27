import { createHmac } from 'node:crypto'

/** What a shop says of its customer; anything may be wrong with it. */
export type Claims = Readonly<Record<string, unknown>>

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT as README.md tells shops to make it: by hand, so that no library of ours has to agree with itself. */
export function signIdentity(claims: Claims, secret: string, header: Claims = { alg: 'HS256', typ: 'JWT' }): string {
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** Epoch seconds, that many from now. */
export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds
