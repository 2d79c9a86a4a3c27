import type { Doors } from '../../platform/database/doors'
import { readTenant } from '../tenant'
import { findChannelByKey } from './channel.queries'

/**
 * What the page of a channel says of itself: the merchant's name and the channel's colour. Null when there is no such
 * channel, or when its merchant is suspended.
 */
export async function findChatPage(doors: Doors, key: string): Promise<{ title: string; color: string } | null> {
  const channel = await findChannelByKey(doors, key)
  if (!channel) return null
  const tenant = await doors.withTenant(channel.tenantId, (tx) => readTenant(tx, channel.tenantId))
  return tenant?.status === 'active' ? { title: tenant.name, color: channel.settings.color } : null
}
