import type { Doors } from '../../platform/database/doors'
import { isRefused } from '../../platform/operations'
import { createChannel } from '../channel'
import { foundTenant } from '../group'
import { makeSetUpToken } from '../session'
import type { Tenant } from '../tenant'

/** A merchant that was just made. */
export interface CreatedMerchant {
  readonly tenant: Tenant
  /** The line for its shop's pages. */
  readonly embed: string
}

/** A new merchant that can work at once: roles, a group and a channel. Null when the code is taken. */
export async function createMerchant(
  doors: Doors,
  publicUrl: string,
  merchant: { readonly code: string; readonly name: string },
): Promise<CreatedMerchant | null> {
  const founded = await foundTenant(doors, merchant)
  if (!founded) return null
  const { tenant, defaultGroupId: groupId } = founded
  const channel = await doors.withTenant(tenant.id, (tx) => createChannel(tx, tenant.id, { name: '官网', groupId }))
  if (!channel || isRefused(channel)) throw new Error('a new merchant can have its first channel')
  const embed = `<script async src="${publicUrl}/widget/loader.js" data-channel="${channel.key}"></script>`
  return { tenant, embed }
}

/** A link by which the merchant's administrator chooses account and password; earlier links are void. */
export async function makeSetUpLink(doors: Doors, publicUrl: string, tenant: Tenant): Promise<string> {
  const token = await makeSetUpToken(doors, tenant.id)
  return `${publicUrl}/console/set-up?merchant=${tenant.code}&token=${token}`
}
