import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps secrets in the database in a form that a copy of the database alone does not open. */
export interface SecretBox {
  /** `context` says what the secret belongs to: sealed for one row, it opens in no other. */
  seal(secret: string, context: string): Buffer
  /** Throws when it was sealed by another installation's secret or for another context, or was changed. */
  open(sealed: Buffer, context: string): string
  /** Whether it was sealed under the secret that seals now; if not, an earlier one is still needed to open it. */
  isCurrent(sealed: Buffer): boolean
}

/** What a box begins with, so that its key is found without trying; boxes of before have no head. */
const mark = Buffer.from('kqb1')
const idBytes = 4
const headBytes = mark.length + idBytes
const nonceBytes = 12
const tagBytes = 16

interface Key {
  readonly id: Buffer
  readonly bytes: Buffer
}

/**
 * AES-256-GCM under a key of its own, derived from the secret of the installation. Whatever `earlier` secrets have sealed
 * is opened too, and sealed by none of them.
 */
export function createSecretBox(installationSecret: string, earlier: readonly string[] = []): SecretBox {
  const [current, ...others] = [installationSecret, ...earlier].map(keyOf)
  if (!current) throw new Error('a box has a secret')
  const keys = [current, ...others]
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', current.bytes, nonce).setAAD(Buffer.from(context))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([mark, current.id, nonce, cipher.getAuthTag(), text])
    },
    open(sealed, context) {
      const named = keys.find((key) => isUnder(sealed, key))
      if (named) return unseal(sealed.subarray(headBytes), named, context)
      return openUnnamed(sealed, keys, context)
    },
    isCurrent: (sealed) => isUnder(sealed, current),
  }
}

function keyOf(secret: string): Key {
  const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes))
  return { id: derive('keqiao id of a key', idBytes), bytes: derive('keqiao secrets at rest', 32) }
}

const isUnder = (sealed: Buffer, { id }: Key): boolean =>
  sealed.subarray(0, headBytes).equals(Buffer.concat([mark, id]))

/** Of before boxes had a head: only the seal itself tells which key it is. */
function openUnnamed(sealed: Buffer, keys: readonly Key[], context: string): string {
  let cause: unknown
  for (const key of keys) {
    try {
      return unseal(sealed, key, context)
    } catch (error) {
      cause = error
    }
  }
  throw new Error('this was sealed under another secret, for something else, or was changed', { cause })
}

function unseal(sealed: Buffer, { bytes }: Key, context: string): string {
  const decipher = createDecipheriv('aes-256-gcm', bytes, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  const text = sealed.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
}
