import type { Doors } from '../../platform/database/doors'
import { findDoubtfulLoads, repairLoad, type RepairedLoad } from './leg.store'

/**
 * The safety net under `openLeg` and `closeLeg`: compares every load with the open legs and repairs what differs, one
 * short transaction each. Returns what it repaired, which must be nothing.
 */
export async function compareLoads(doors: Doors): Promise<RepairedLoad[]> {
  const repaired: RepairedLoad[] = []
  for (const key of await doors.withSystem('comparison of loads', findDoubtfulLoads)) {
    const load = await doors.withTenant(key.tenant_id, (tx) => repairLoad(tx, key))
    if (load) repaired.push(load)
  }
  return repaired
}
