import type { QueuePlaceView } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import { isUnavailable } from '../../platform/database/doors'
import type { StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { countedPlaces } from './get-place'
import { placesOf } from './queue-places'

/** Changes are gathered this long before the line is looked at. */
const tickMs = 500
/** The first of each line are told as soon as something changed; the others at most this often. */
const everyTicks = 10
const exactPlaces = 20

/**
 * Tells visitors who wait on this node their places (VIS-05). A line is looked at when an event may have moved it, its
 * first places at once, the whole of it every five seconds; a place is told only when it is not what was told before.
 */
export interface QueueWatch {
  /** Events of any node, after their commit. */
  hear(events: readonly StoredEvent[]): void
  /** One tick, without waiting for its time. */
  tick(): Promise<void>
  stop(): Promise<void>
}

interface Listeners {
  /** Whether the visitor of this conversation has a connection here. */
  isHere(conversationId: string): boolean
  tell(conversationId: string, place: QueuePlaceView): void
}

/** Starts the watch of one node. */
export function startQueueWatch({ doors, clock, onError }: Services, { isHere, tell }: Listeners): QueueWatch {
  /** Merchants whose lines may have moved since the last tick, and those with somebody of ours in a line. */
  const moved = new Set<TenantId>()
  const watched = new Set<TenantId>()
  const told = new Map<TenantId, Map<string, string>>()
  let ticks = 0
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let cancel: () => void = () => undefined

  async function look(tenantId: TenantId, whole: boolean): Promise<void> {
    const limit = whole ? countedPlaces : exactPlaces
    const places = await doors.withTenant(tenantId, (tx) => placesOf(tx, tenantId, limit, clock.now()))
    const before = told.get(tenantId) ?? new Map<string, string>()
    // After a look at the whole line, what is not in it any more is forgotten.
    const after = whole ? new Map<string, string>() : before
    for (const { conversationId, view } of places) {
      if (!isHere(conversationId)) continue
      const text = JSON.stringify(view)
      if (before.get(conversationId) !== text) tell(conversationId, view)
      after.set(conversationId, text)
    }
    if (after.size > 0 || !whole) {
      told.set(tenantId, after)
      watched.add(tenantId)
    } else {
      told.delete(tenantId)
      watched.delete(tenantId)
    }
  }

  async function tick(): Promise<void> {
    ticks = (ticks + 1) % everyTicks
    const whole = ticks === 0
    const tenants = whole ? new Set([...moved, ...watched]) : new Set(moved)
    moved.clear()
    for (const tenantId of tenants) {
      await look(tenantId, whole).catch((error: unknown) => {
        if (!isUnavailable(error)) onError(error, 'queue places')
      })
    }
  }

  function schedule(): void {
    cancel = clock.setTimer(tickMs, () => {
      running = tick().finally(() => stopped || schedule())
    })
  }

  schedule()
  return {
    hear(events) {
      for (const { type, tenantId } of events) if (movesPlaces.has(type)) moved.add(tenantId)
    },
    tick,
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}

const movesPlaces: ReadonlySet<string> = new Set([
  'conversation.queued',
  'leg.opened',
  'conversation.closed',
  'presence.changed',
])
