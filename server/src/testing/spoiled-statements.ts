/**
 * Faults of routing that the benchmark's replay of the log must see. They are planted here, between the product's own code
 * and the database, never in the product: each rewrites statements by their names.
 */
import type { Doors } from '../platform/database/doors'
import type { Tx } from '../platform/database/tx'

/** The name of a fault. */
export type RoutingSabotage = 'capacity-check-dropped' | 'stale-read' | 'claim-without-lock' | 'youngest-first'

type Rewrite = readonly [statement: string, from: RegExp, to: string]

const isFree = / and a\.active < a\.capacity/g
const locks = / for no key update( skip locked)?/g

/** Whatever is rewritten must be there to be rewritten: a fault that changes nothing would prove nothing. */
const rewrites: Readonly<Record<RoutingSabotage, readonly Rewrite[]>> = {
  // Whoever chooses and whoever takes the place both forget to count.
  'capacity-check-dropped': [
    ['routing.freeGroups', isFree, ''],
    ['routing.candidates', /a\.active, a\.capacity/, '0 as active, a.capacity'],
    ['routing.lockFree', isFree, ''],
    ['routing.lockIfFree', isFree, ''],
    ['load.take', / and \(active < capacity or \$4\)/, ' and ($4 or true)'],
  ],
  // The choice is right on what was read, but nothing is held and nothing is looked at again when the place is taken.
  'stale-read': [
    ['routing.lockFree', locks, ''],
    ['routing.lockIfFree', locks, ''],
    ['load.take', / and \(active < capacity or \$4\)/, ' and ($4 or true)'],
  ],
  // Nobody takes turns and nobody holds the conversation that he gives away.
  'claim-without-lock': [
    ['conversation.turn', /pg_advisory_xact_lock\(.*\)/, 'hashtextextended($1, 0)'],
    ['conversation.tryTurn', /pg_try_advisory_xact_lock\(.*\) as/, 'length($1) > 0 as'],
    ['conversation.head', locks, ''],
  ],
  'youngest-first': [['conversation.head', /order by queued_at, id/, 'order by queued_at desc, id']],
}

/** The doors, with the fault behind them. */
export function spoilDoors(doors: Doors, sabotage: RoutingSabotage): Doors {
  const spoiled = new Map(rewrites[sabotage].map(([statement, from, to]) => [statement, { from, to }]))
  const spoil = (tx: Tx): Tx => ({
    ...tx,
    named(name, text, values) {
      const rewrite = spoiled.get(name)
      if (!rewrite) return tx.named(name, text, values)
      const changed = text.replace(rewrite.from, rewrite.to)
      if (changed === text) throw new Error(`the sabotage ${sabotage} finds nothing to change in ${name}: ${text}`)
      return tx.named(name, changed, values)
    },
  })
  return {
    ...doors,
    withTenant: (tenantId, work) => doors.withTenant(tenantId, (tx) => work(spoil(tx))),
    withSystem: (reason, work) => doors.withSystem(reason, (tx) => work(spoil(tx))),
  }
}
