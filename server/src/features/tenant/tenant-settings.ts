import type { TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { mergeSettings, selectSettings } from './tenant.store'

/** What a merchant decides about routing; each has a default, so that a merchant works before anybody set it up. */
export const routingSettings = z.strictObject({
  /** RTE-01: who waits is given to an agent who is 在线. Off: everybody waits for 接收对话. */
  automatic: z.boolean().default(true),
  /** A returning visitor goes to the agent who served him last, if that was within `lastAgentDays`. */
  lastAgentFirst: z.boolean().default(true),
  lastAgentDays: z.number().int().min(1).max(365).default(7),
  /** G5: 接收对话 may go beyond 最大接线量. Automatic assignment never does (G15). */
  mayExceedCapacity: z.boolean().default(false),
  /** Open dialogues of an agent without any connection go back to routing after this. */
  releaseAfterSeconds: z.number().int().min(30).max(3_600).default(120),
  /** G3: 系统关闭 when the visitor does not answer for this long. */
  silentVisitorMinutes: z.number().int().min(1).max(1_440).default(6),
  /** G3c: 系统关闭 when the visitor spoke last and has been gone for this long. */
  goneVisitorMinutes: z.number().int().min(10).max(1_440).default(30),
})

export type RoutingSettings = z.output<typeof routingSettings>

/** What stands in `tenants.settings`, by feature. */
const tenantSettings = z.looseObject({ routing: routingSettings.prefault({}) })

/** A merchant's routing settings, with the defaults for what he has not set; of the open transaction, either door. */
export async function readRoutingSettings(tx: Tx, tenantId: TenantId): Promise<RoutingSettings> {
  return tenantSettings.parse((await selectSettings(tx, tenantId)) ?? {}).routing
}

/**
 * Changes some of a merchant's routing settings; the others stay. Throws on what does not fit the schema. Only the
 * system door may write the table of merchants.
 */
export function changeRoutingSettings(
  doors: Doors,
  tenantId: TenantId,
  changes: z.input<typeof routingSettings>,
): Promise<RoutingSettings> {
  return doors.withSystem('change the settings of a tenant', async (tx) => {
    const routing = routingSettings.parse({ ...(await readRoutingSettings(tx, tenantId)), ...changes })
    await mergeSettings(tx, tenantId, { routing })
    return routing
  })
}
