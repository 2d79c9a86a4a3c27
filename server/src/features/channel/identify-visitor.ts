import { inLocale, type Locale, type VisitorSessionView } from '@keqiao/contract'
import type { ChannelId, ContactId, ConversationId, KnowledgeCategoryId, TenantId } from '@keqiao/domain'
import type { Clock } from '../../platform/clock'
import { isUniqueViolation, type Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { isRefused, refuse, type Refused } from '../../platform/operations'
import type { SecretBox } from '../../platform/secret-box'
import {
  createContact,
  noteLanguage,
  readContact,
  readIdentity,
  storeSignedOrders,
  type Contact,
  type IdentifyContact,
  type ShopIdentity,
} from '../contact'
import { readTenant } from '../tenant'
import { findChannelByKey, type Channel } from './channel.queries'
import { readSecrets } from './channel-secrets'
import { verifyIdentity } from './verify-identity'
import { hashVisitorToken, newVisitorToken } from './visitor-token'
import { insertToken, selectTokenHolder, slideToken, type TokenHolder } from './visitor-token.store'

export interface IdentifyInput {
  readonly channelKey: string
  readonly token?: string | undefined
  /** A JWT of the shop. */
  readonly identity?: string | undefined
  readonly locale?: Locale
}

/** The conversation that goes on, else the latest, else null; asked of the feature that has them, which is further right. */
export type LatestConversationOf = (
  tenantId: TenantId,
  contactId: ContactId,
  channelId: ChannelId,
) => Promise<ConversationId | null>

/**
 * The conversation that goes on with `from` becomes the one of `to`, unless that one has one himself; told by the same
 * feature, in the transaction that names him.
 */
export type HandOver = (
  tx: Tx,
  facts: { readonly tenantId: TenantId; readonly channelId: ChannelId; readonly from: ContactId; readonly to: Contact },
) => Promise<void>

/** Whether there is anything to read before one asks; asked of the feature that has it, which is further right. */
export type HasFaq = (tx: Tx, tenantId: TenantId, categoryId: KnowledgeCategoryId | null) => Promise<boolean>

export interface IdentifyParts {
  readonly doors: Doors
  readonly clock: Clock
  readonly box: SecretBox
  readonly identifyContact: IdentifyContact
  readonly latestConversationOf: LatestConversationOf
  readonly handOver: HandOver
  readonly hasFaq: HasFaq
}

/**
 * A visitor's browser makes itself known. A token of this channel stays. One of another channel of the merchant keeps
 * the person and gets a new token, since a token says through which channel its holder speaks. Anything else (unknown,
 * expired, another merchant's) is a new person.
 *
 * Where the shop names its customer, he is that one: with his own token if he has it, else with a new one. Who was
 * nobody in particular until now takes the conversation that goes on along.
 */
export async function identifyVisitor(
  parts: IdentifyParts,
  input: IdentifyInput,
): Promise<VisitorSessionView | Refused> {
  const { doors, latestConversationOf } = parts
  const channel = await findChannelByKey(doors, input.channelKey)
  if (!channel) return refuse('channel_unknown')
  const known = await inTwoTries(() =>
    doors.withTenant(channel.tenantId, async (tx) => {
      const tenant = await readTenant(tx, channel.tenantId)
      if (tenant?.status !== 'active') return refuse('tenant_suspended')
      const recognised = await recognise(parts, tx, channel, input)
      if (isRefused(recognised)) return recognised
      if (input.locale) await noteLanguage(tx, channel.tenantId, recognised.contact.id, input.locale)
      const { shown, categoryId } = channel.settings.faq
      const faq = shown && (await parts.hasFaq(tx, channel.tenantId, categoryId))
      return { tenantName: tenant.name, faq, ...recognised }
    }),
  )
  if (isRefused(known)) return known
  const conversationId = known.isNew ? null : await latestConversationOf(channel.tenantId, known.contact.id, channel.id)
  return {
    token: known.token,
    contactId: known.contact.id,
    name: known.contact.name,
    verified: known.verified,
    formerContactId: known.formerContactId,
    channel: { tenantName: known.tenantName, faq: known.faq, ...channelFor(channel, input.locale ?? 'zh-CN') },
    conversationId,
  }
}

function channelFor({ key, name, settings }: Channel, locale: Locale) {
  const { color, greeting, notice, draftPreview, consent } = settings
  return {
    key,
    name,
    color,
    greeting: inLocale(greeting, locale),
    notice: inLocale(notice, locale),
    draftPreview,
    // Also where it is asked no more: a conversation that began before still asks.
    consent:
      consent.version > 0
        ? { version: consent.version, text: inLocale(consent.text, locale), required: consent.required }
        : null,
  }
}

/** Two devices of one customer at the same instant: whoever lost does it again on what the other one left. */
async function inTwoTries<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return run()
  }
}

interface Recognised {
  readonly token: string
  readonly contact: Contact
  /** Has no conversation yet. */
  readonly isNew: boolean
  readonly verified: boolean
  readonly formerContactId: ContactId | null
}

interface Holding {
  readonly token: string
  readonly hash: Buffer
  readonly holder: TokenHolder
  readonly contact: Contact
}

async function recognise(
  parts: IdentifyParts,
  tx: Tx,
  channel: Channel,
  { token, identity }: IdentifyInput,
): Promise<Recognised | Refused> {
  const holding = token === undefined ? null : await holderOf(tx, channel.tenantId, token)
  if (identity !== undefined) {
    const named = await namedBy(parts, tx, channel, identity)
    return isRefused(named) ? named : becomeNamed(parts, tx, channel, holding, named)
  }
  if (!holding) {
    const stranger = await createContact(tx, channel.tenantId)
    const issued = await issueToken(tx, channel, stranger)
    return { token: issued, contact: stranger, isNew: true, verified: false, formerContactId: null }
  }
  const verified = (await readIdentity(tx, channel.tenantId, holding.contact.id)) !== null
  const kept = await keepToken(tx, channel, holding)
  return { token: kept, contact: holding.contact, isNew: false, verified, formerContactId: null }
}

async function holderOf(tx: Tx, tenantId: TenantId, token: string): Promise<Holding | null> {
  const hash = hashVisitorToken(token)
  const holder = hash && (await selectTokenHolder(tx, hash))
  const contact = holder && (await readContact(tx, tenantId, holder.contactId))
  return hash && holder && contact ? { token, hash, holder, contact } : null
}

async function namedBy(
  { box, clock }: IdentifyParts,
  tx: Tx,
  channel: Channel,
  identity: string,
): Promise<ShopIdentity | Refused> {
  const now = clock.now()
  const secrets = await readSecrets(tx, box, channel.tenantId, channel.id, now)
  if (secrets.length === 0) return refuse('identity_not_set_up')
  return verifyIdentity(identity, secrets, channel.key, now)
}

async function becomeNamed(
  { handOver, identifyContact, clock }: IdentifyParts,
  tx: Tx,
  channel: Channel,
  holding: Holding | null,
  identity: ShopIdentity,
): Promise<Recognised> {
  const { tenantId, id: channelId } = channel
  const contact = await identifyContact(tx, tenantId, identity)
  if (identity.orders) await storeSignedOrders(tx, tenantId, contact.id, identity.orders, clock.now())
  const facts = { contact, isNew: false, verified: true }
  if (holding?.contact.id === contact.id) {
    return { ...facts, token: await keepToken(tx, channel, holding), formerContactId: null }
  }
  const token = await issueToken(tx, channel, contact)
  // Who was another customer until now was somebody else: nothing of his goes over.
  if (!holding || (await readIdentity(tx, tenantId, holding.contact.id)))
    return { ...facts, token, formerContactId: null }
  await handOver(tx, { tenantId, channelId, from: holding.contact.id, to: contact })
  return { ...facts, token, formerContactId: holding.contact.id }
}

async function keepToken(tx: Tx, channel: Channel, { token, hash, holder, contact }: Holding): Promise<string> {
  if (holder.channelId !== channel.id) return issueToken(tx, channel, contact)
  if (holder.due) await slideToken(tx, hash)
  return token
}

async function issueToken(tx: Tx, { tenantId, id }: Channel, contact: Contact): Promise<string> {
  const token = newVisitorToken()
  const hash = hashVisitorToken(token)
  if (!hash) throw new Error('a new token has the shape of a token')
  await insertToken(tx, hash, { tenantId, contactId: contact.id, channelId: id })
  return token
}
