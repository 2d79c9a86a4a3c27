import type { VisitorSessionView } from '@keqiao/contract'
import type { ChannelId, ContactId, ConversationId, TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Refused } from '../../platform/operations'
import { createContact, readContact, type Contact } from '../contact'
import { readTenant } from '../tenant'
import { findChannelByKey, type Channel } from './channel.queries'
import { hashVisitorToken, newVisitorToken } from './visitor-token'
import { insertToken, selectTokenHolder, slideToken } from './visitor-token.store'

export interface IdentifyInput {
  readonly channelKey: string
  readonly token?: string | undefined
}

/** The conversation that goes on, else the latest, else null; asked of the feature that has them, which is further right. */
export type LatestConversationOf = (
  tenantId: TenantId,
  contactId: ContactId,
  channelId: ChannelId,
) => Promise<ConversationId | null>

/**
 * A visitor's browser makes itself known. A token of this channel stays. One of another channel of the merchant keeps
 * the person and gets a new token, since a token says through which channel its holder speaks. Anything else (unknown,
 * expired, another merchant's) is a new person.
 */
export async function identifyVisitor(
  doors: Doors,
  latestConversationOf: LatestConversationOf,
  { channelKey, token }: IdentifyInput,
): Promise<VisitorSessionView | Refused> {
  const channel = await findChannelByKey(doors, channelKey)
  if (!channel) return refuse('channel_unknown')
  const known = await doors.withTenant(channel.tenantId, async (tx) => {
    const tenant = await readTenant(tx, channel.tenantId)
    if (tenant?.status !== 'active') return null
    return { tenantName: tenant.name, ...(await recognise(tx, channel, token)) }
  })
  if (!known) return refuse('tenant_suspended')
  const conversationId = known.isNew ? null : await latestConversationOf(channel.tenantId, known.contact.id, channel.id)
  return {
    token: known.token,
    contactId: known.contact.id,
    name: known.contact.name,
    channel: { key: channel.key, name: channel.name, tenantName: known.tenantName, ...channel.settings },
    conversationId,
  }
}

interface Recognised {
  readonly token: string
  readonly contact: Contact
  readonly isNew: boolean
}

async function recognise(tx: Tx, channel: Channel, token: string | undefined): Promise<Recognised> {
  const hash = token === undefined ? null : hashVisitorToken(token)
  const holder = hash && (await selectTokenHolder(tx, hash))
  const contact = holder && (await readContact(tx, channel.tenantId, holder.contactId))
  if (token === undefined || !hash || !holder || !contact) {
    const stranger = await createContact(tx, channel.tenantId)
    return { token: await issueToken(tx, channel, stranger), contact: stranger, isNew: true }
  }
  if (holder.channelId !== channel.id) return { token: await issueToken(tx, channel, contact), contact, isNew: false }
  if (holder.due) await slideToken(tx, hash)
  return { token, contact, isNew: false }
}

async function issueToken(tx: Tx, { tenantId, id }: Channel, contact: Contact): Promise<string> {
  const token = newVisitorToken()
  const hash = hashVisitorToken(token)
  if (!hash) throw new Error('a new token has the shape of a token')
  await insertToken(tx, hash, { tenantId, contactId: contact.id, channelId: id })
  return token
}
