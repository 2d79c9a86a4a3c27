import { inLocale, type Locale } from '@keqiao/contract'
import type { VisitorActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Refused } from '../../platform/operations'
import { readChannel } from '../channel'
import { findConsent, insertConsent } from './consent.store'

/** What a visitor has to agree to before he leaves a message. */
export interface AskedConsent {
  readonly version: number
  readonly text: string
  /** Epoch milliseconds; null: not yet. */
  readonly acceptedAt: number | null
}

/** The newest privacy text of his channel, and when he agreed to it; null: the shop asks nothing. */
export async function askedConsent(tx: Tx, visitor: VisitorActor, locale: Locale): Promise<AskedConsent | null> {
  const consent = (await readChannel(tx, visitor.tenantId, visitor.channelId))?.settings.consent
  if (!consent?.required) return null
  const { version } = consent
  return { version, text: inLocale(consent.text, locale), acceptedAt: await findConsent(tx, visitor, version) }
}

/**
 * Sees to it that somebody who leaves a message has agreed, and remembers it for his later conversations.
 *
 * @param said version he agrees to now; undefined: none
 * @param at epoch milliseconds
 * @returns what he agreed to, now or before; null: the shop asks nothing
 */
export async function consentForMessage(
  tx: Tx,
  visitor: VisitorActor,
  said: number | undefined,
  at: number,
): Promise<{ version: number; acceptedAt: number } | Refused | null> {
  const asked = await askedConsent(tx, visitor, 'zh-CN')
  if (!asked) return null
  const { version, acceptedAt } = asked
  if (acceptedAt !== null) return { version, acceptedAt }
  if (said !== version) return refuse(said === undefined ? 'consent_required' : 'consent_outdated', { version })
  await insertConsent(tx, visitor, version, at)
  return { version, acceptedAt: at }
}
