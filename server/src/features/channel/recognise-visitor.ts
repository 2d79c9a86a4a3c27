import type { ChannelId, VisitorActor } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { readContact } from '../contact'
import { readTenant } from '../tenant'
import { readChannel } from './channel.queries'
import { hashVisitorToken } from './visitor-token'
import { deleteExpiredTokens, selectTokenHolder, slideToken } from './visitor-token.store'

/** A visitor, the channel through which he speaks, and whether its agents see what he has not sent (CON-13). */
export type ChannelVisitor = VisitorActor & { readonly channelId: ChannelId; readonly draftPreview: boolean }

/** Whose token it is; null when it is unknown or expired, or its merchant is suspended. Using a token keeps it alive. */
export async function recogniseVisitor(doors: Doors, token: string): Promise<ChannelVisitor | null> {
  const hash = hashVisitorToken(token)
  if (!hash) return null
  return doors.withSystem('visitor session', async (tx) => {
    const holder = await selectTokenHolder(tx, hash)
    if (!holder) return null
    const { tenantId, contactId, channelId } = holder
    const tenant = await readTenant(tx, tenantId)
    if (tenant?.status !== 'active') return null
    const contact = await readContact(tx, tenantId, contactId)
    if (!contact) return null
    const channel = await readChannel(tx, tenantId, channelId)
    if (!channel) return null
    if (holder.due) await slideToken(tx, hash)
    const { draftPreview } = channel.settings
    return { kind: 'visitor', tenantId, id: contact.id, name: contact.name, channelId, draftPreview }
  })
}

/** Deletes tokens that have expired; returns how many. */
export function forgetExpiredTokens(doors: Doors): Promise<number> {
  return doors.withSystem('visitor tokens that have expired', deleteExpiredTokens)
}
