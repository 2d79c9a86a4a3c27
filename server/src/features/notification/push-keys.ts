import webpush from 'web-push'
import type { Doors } from '../../platform/database/doors'
import type { SecretBox } from '../../platform/secret-box'
import { selectPushKeys, storePushKeys } from './push-subscription.store'

/** The pair by which push services know this installation (VAPID, RFC 8292); base64url. */
export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

const context = 'push key of the installation'

/** Reads the pair, and makes it where there is none yet or where another secret sealed it; kept for this process. */
export function createPushKeys(doors: Doors, box: SecretBox): () => Promise<PushKeys> {
  let keys: Promise<PushKeys> | null = null
  const read = () =>
    doors.withSystem('push keys', async (tx): Promise<PushKeys> => {
      const kept = await selectPushKeys(tx)
      const privateKey = kept && opened(box, kept.sealed)
      if (kept && privateKey !== null) return { publicKey: kept.publicKey, privateKey }
      const made = webpush.generateVAPIDKeys()
      await storePushKeys(tx, made.publicKey, box.seal(made.privateKey, context))
      return made
    })
  return () => {
    const reading = (keys ??= read())
    // A database that was away is asked again.
    reading.catch(() => (keys = null))
    return reading
  }
}

function opened(box: SecretBox, sealed: Buffer): string | null {
  try {
    return box.open(sealed, context)
  } catch {
    return null
  }
}
