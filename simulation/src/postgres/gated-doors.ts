/**
 * The real database in simulated time: a transaction is really under way from the moment it is asked for until its
 * simulated end, so transactions that overlap in the simulation overlap in PostgreSQL. A dead process never hears the
 * outcome.
 */
import type { Doors } from '@keqiao/server/platform/database/doors'
import type { Tx } from '@keqiao/server/platform/database/tx'
import { connectionBroke } from '../memory/server'
import type { Incarnation } from '../world/cluster'
import { never, type World } from '../world/world'

export interface Gate {
  readonly doors: Doors
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

type Outcome<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly error: unknown }

/** The doors as one life of a process has them. */
export function gateDoors(real: Doors, { time, random, faults }: World, incarnation: Incarnation): Gate {
  const underWay = new Set<Promise<unknown>>()

  async function pass<Result>(
    open: (work: (tx: Tx) => Promise<Result>) => Promise<Result>,
    work: (tx: Tx) => Promise<Result>,
  ): Promise<Result> {
    if (!incarnation.isAlive()) return never
    const isLost = faults.strikes('transactionLost')
    const running = open(async (tx) => {
      const result = await work(tx)
      if (isLost) throw connectionBroke()
      return result
    }).then(
      (value): Outcome<Result> => ({ ok: true, value }),
      (error: unknown): Outcome<Result> => ({ ok: false, error }),
    )
    underWay.add(running)
    const outcome = await new Promise<Outcome<Result>>((resolve) => {
      time.schedule(random.between(0.5, 25), async () => {
        resolve(await running)
        underWay.delete(running)
      })
    })
    if (outcome.ok && faults.strikes('commitThenCrash')) incarnation.crash()
    if (!incarnation.isAlive()) return never
    if (!outcome.ok) throw outcome.error
    if (faults.strikes('outcomeUnknown')) throw connectionBroke()
    return outcome.value
  }

  return {
    doors: {
      withTenant: (tenantId, work) => pass((inner) => real.withTenant(tenantId, inner), work),
      withSystem: (reason, work) => pass((inner) => real.withSystem(reason, inner), work),
      ping: () => real.ping(),
      close: () => Promise.resolve(),
    },
    async idle() {
      await Promise.all(underWay)
    },
  }
}
