import type { GroupId } from '@keqiao/domain'
import type { Random } from './random'
import { heldAt, statusOf, type Shift } from './shifts'

/** Who takes a visitor, and when. */
export interface Taken {
  readonly shift: Shift
  readonly at: number
  readonly how: 'claim' | 'assign'
}

/** Mostly at once; now and then he waits although somebody has room, since routing is not all that happens. */
function reactionMs(random: Random): number {
  const kind = random.fraction()
  if (kind < 0.74) return random.whole(700, 3_600)
  if (kind < 0.93) return random.whole(4_000, 48_000)
  return Math.round(random.around(95_000, 0.6))
}

/** The agent with the smallest share of his places in use, or the first who gets room. Null: nobody of the group is there. */
export function findAgent(shifts: readonly Shift[], groupId: GroupId, at: number, random: Random): Taken | null {
  const reaction = reactionMs(random)
  const options = shifts.flatMap((shift) => {
    if (!shift.agent.groupIds.has(groupId)) return []
    const held = heldAt(shift, at)
    const isFull = held >= shift.agent.slots
    const free = isFull ? Math.min(...shift.ends) + random.whole(800, 2_500) : at + reaction
    const status = statusOf(shift, free)
    if (status === null || status === 'away') return []
    // Who is 忙碌 is given nobody; he may take one, and mostly does not.
    if (status === 'busy' && !random.chance(0.3)) return []
    const how = status === 'busy' ? ('claim' as const) : ('assign' as const)
    return [{ taken: { shift, at: free, how }, rank: isFull ? free : held / shift.agent.slots }]
  })
  const [best] = options.sort((a, b) => a.rank - b.rank || (random.chance(0.5) ? 1 : -1))
  return best?.taken ?? null
}

/** The groups that have somebody at work at this moment. */
export function staffedGroups(shifts: readonly Shift[], at: number): Set<GroupId> {
  const staffed = shifts.filter((shift) => ['online', 'busy'].includes(statusOf(shift, at) ?? ''))
  return new Set(staffed.flatMap(({ agent }) => [...agent.groupIds]))
}
