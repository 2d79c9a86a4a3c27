import type { BoardFrame, BoardView } from '@keqiao/contract'
import { boardChange, boardFor, type MemberActor, type TenantId } from '@keqiao/domain'
import { isUnavailable } from '../../platform/database/doors'
import type { StoredEvent } from '../../platform/event-log'
import { refuse, type Person, type Refused, type Services } from '../../platform/operations'
import { readBoard } from './board.queries'

/** The board is looked at this often at most, when something happened. */
const tickMs = 1_000
/** Connections come and go without an event: what is watched is looked at this often in any case, in ticks. */
const everyTicks = 5

const permission = 'monitor:read'
const empty: BoardView = { groups: [], agents: [], waiting: [], dialogues: [] }
/** Streams whose events can change what the board shows. */
const shown: ReadonlySet<string> = new Set(['conversation', 'member', 'group'])

/** Who hears frames: a connection. */
export interface BoardListener {
  deliver(frame: string): void
}

/**
 * Tells members who have the board open what changed on it (MGT-16), at most once a second and only what differs. Each
 * node tells its own: it hears the events of all nodes, so nothing has to travel between them. A merchant's board is
 * read once for all who watch it, and cut to what each may see.
 */
export interface BoardWatch {
  /** The whole board comes with the next tick, changes after it; the result ends it. */
  watch(person: Person, listener: BoardListener): (() => void) | Refused
  /** Events of any node, after their commit. */
  hear(events: readonly StoredEvent[]): void
  /** One tick, without waiting for its time. */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** Those who see the same: everybody of a merchant's scope, or one member. */
interface View {
  readonly reader: MemberActor
  readonly listeners: Set<BoardListener>
  readonly newcomers: Set<BoardListener>
  told: BoardView
}

/** Starts the watch of one node. */
export function startBoardWatch({ doors, clock, onError }: Services): BoardWatch {
  const tenants = new Map<TenantId, Map<string, View>>()
  const changed = new Set<TenantId>()
  let ticks = 0
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let cancel: () => void = () => undefined

  function tell(view: View, board: BoardView): void {
    const next = boardFor(board, view.reader)
    const change = boardChange(view.told, next)
    if (change) send(view.listeners, { t: 'board', whole: false, at: clock.now(), change })
    view.told = next
    if (view.newcomers.size === 0) return
    send(view.newcomers, { t: 'board', whole: true, at: clock.now(), change: boardChange(empty, next) ?? {} })
    for (const listener of view.newcomers) view.listeners.add(listener)
    view.newcomers.clear()
  }

  async function look(tenantId: TenantId): Promise<void> {
    const board = await doors.withTenant(tenantId, (tx) => readBoard(tx, tenantId, clock.now()))
    for (const view of tenants.get(tenantId)?.values() ?? []) tell(view, board)
  }

  async function tick(): Promise<void> {
    ticks = (ticks + 1) % everyTicks
    const due = ticks === 0 ? [...tenants.keys()] : [...changed].filter((id) => tenants.has(id))
    changed.clear()
    for (const tenantId of due) {
      await look(tenantId).catch((error: unknown) => {
        changed.add(tenantId)
        if (!isUnavailable(error)) onError(error, 'board')
      })
    }
  }

  function schedule(): void {
    cancel = clock.setTimer(tickMs, () => {
      running = tick().finally(() => stopped || schedule())
    })
  }

  function leave(tenantId: TenantId, key: string, listener: BoardListener): void {
    const views = tenants.get(tenantId)
    const view = views?.get(key)
    view?.listeners.delete(listener)
    view?.newcomers.delete(listener)
    if (view && view.listeners.size + view.newcomers.size === 0) views?.delete(key)
    if (views?.size === 0) tenants.delete(tenantId)
  }

  schedule()
  return {
    watch(person, listener) {
      if (person.kind !== 'member') return refuse('forbidden')
      if (!person.permissions.has(permission)) return refuse('forbidden', { permission })
      const { tenantId } = person
      const views = tenants.get(tenantId) ?? new Map<string, View>()
      tenants.set(tenantId, views)
      const key = person.scope === 'tenant' ? 'tenant' : `${person.scope} ${person.id}`
      const view = views.get(key) ?? { reader: person, listeners: new Set(), newcomers: new Set(), told: empty }
      views.set(key, view)
      view.newcomers.add(listener)
      changed.add(tenantId)
      return () => leave(tenantId, key, listener)
    },
    hear(events) {
      for (const { stream, tenantId } of events) if (shown.has(stream) && tenants.has(tenantId)) changed.add(tenantId)
    },
    tick,
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}

function send(listeners: ReadonlySet<BoardListener>, frame: BoardFrame): void {
  if (listeners.size === 0) return
  const text = JSON.stringify(frame)
  for (const listener of listeners) listener.deliver(text)
}
