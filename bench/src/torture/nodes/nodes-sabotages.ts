import type { EventFrame, ServerFrame } from '@keqiao/contract/frames'
import { connected } from '../../postgres/connect'
import { sabotages, type Sabotage } from '../sabotages'
import type { Tampering } from '../tampering-proxy'

/** What is broken on purpose in a run of several nodes. */
export interface NodesSabotage extends Pick<Sabotage, 'what' | 'tampering'> {
  /** Done to the database before anybody comes. */
  readonly database?: (superuserUrl: string) => Promise<void>
}

/** What the nodes would write if they went by another time than the database's. */
const leasesAre = (until: string) => (superuserUrl: string) =>
  connected(superuserUrl, async (client) => {
    await client.query(`
      create function spoil_lease() returns trigger language plpgsql as $$ begin
        new.lease_until := ${until};
        return new;
      end $$`)
    await client.query(
      'create trigger spoil_lease before insert or update of lease_until on agent_load for each row execute function spoil_lease()',
    )
  })

/** Events get lost on their way, and nothing tells the client: no gap in `prev`, no head in the beat. */
function losesEvents(): Tampering {
  const told = new Map<string, number>()
  let count = 0
  const event = (frame: EventFrame): EventFrame | null => {
    count += 1
    if (count % 7 === 0) return null
    const prev = told.get(frame.s) ?? frame.e.prev
    told.set(frame.s, frame.e.seq)
    return { ...frame, e: { ...frame.e, prev } }
  }
  return {
    fromClient: (frame) => frame,
    fromServer(frame: ServerFrame) {
      if (frame.t === 'range') told.set(frame.s, frame.head)
      if (frame.t === 'beat') return { ...frame, heads: {} }
      return frame.t === 'event' ? event(frame) : frame
    },
  }
}

const of = (name: string): Sabotage => {
  const known = sabotages[name]
  if (!known) throw new Error(`no sabotage is named ${name}`)
  return known
}

/** Each must turn the torture of several nodes red. */
export const nodesSabotages: Readonly<Record<string, NodesSabotage>> = {
  'ack-before-commit': of('ack-before-commit'),
  'no-dedupe': of('no-dedupe'),
  reorder: of('reorder'),
  'leases-ignored': {
    what: 'whoever was connected once is taken to be connected for ever',
    database: leasesAre(`now() + interval '1 day'`),
  },
  'leases-by-a-wrong-clock': {
    what: 'leases are written by a clock that is three minutes ahead of the database',
    database: leasesAre(`new.lease_until + interval '3 minutes'`),
  },
  'bus-loses-unhealed': {
    what: 'events get lost on their way to the clients, and no cursor tells',
    tampering: losesEvents,
  },
}
