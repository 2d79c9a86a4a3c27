import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps secrets in the database in a form that a copy of the database alone does not open. */
export interface SecretBox {
  /** `context` says what the secret belongs to: sealed for one row, it opens in no other. */
  seal(secret: string, context: string): Buffer
  /** Throws when it was sealed by another installation's secret or for another context, or was changed. */
  open(sealed: Buffer, context: string): string
}

const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM under a key of its own, derived from the secret of the installation. */
export function createSecretBox(installationSecret: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', installationSecret, '', 'keqiao secrets at rest', 32))
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text])
    },
    open(sealed, context) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
      const text = sealed.subarray(nonceBytes + tagBytes)
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
    },
  }
}
