import type { MemberActor, MemberId } from '@keqiao/domain'
import { isUnavailable } from '../../platform/database/doors'
import type { StoredEvent } from '../../platform/event-log'
import { newId } from '../../platform/ids'
import type { Person, Services } from '../../platform/operations'
import { endWatch, findWatched, insertWatch } from './watch.store'

/**
 * Writes down who reads along in whose dialogue (旁听, MGT-17). Nobody in the dialogue is told, so it is no event of it.
 * It hangs on the following itself and on no screen's word: whoever gets the messages of another's dialogue as they are
 * said is in the table, whatever program he uses. An agent who looks on at what he held himself is not.
 */
export interface WatchLog {
  /** A connection of a member follows a conversation, or does no more. Must not throw. */
  note(connectionId: string, person: Person, conversationId: string, follows: boolean): void
  hear(events: readonly StoredEvent[]): void
  /** What is under way is written. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** One member in front of one conversation, with however many windows. */
interface Reader {
  readonly person: MemberActor
  readonly conversationId: string
  readonly connections: Set<string>
  /** The row that is not ended yet. */
  row: { readonly id: string; readonly agentId: MemberId } | null
  /** His rows are written one after the other. */
  writing: Promise<void>
}

/** Starts the log of one node. */
export function startWatchLog({ doors, clock, onError }: Services): WatchLog {
  const readers = new Map<string, Map<string, Reader>>()
  const running = new Set<Promise<void>>()

  function write(reader: Reader, work: () => Promise<void>): void {
    const written = reader.writing.then(work).catch((error: unknown) => {
      if (!isUnavailable(error)) onError(error, 'watch log')
    })
    reader.writing = written
    running.add(written)
    void written.finally(() => running.delete(written))
  }

  /** What he read along in is over, and something else may have begun. Told twice of the same, nothing changes. */
  async function turn(reader: Reader): Promise<void> {
    const { person, conversationId, row: before } = reader
    const { tenantId, id: watcherId } = person
    const at = clock.now()
    reader.row = await doors.withTenant(tenantId, async (tx) => {
      const reads = reader.connections.size > 0
      const agentId = reads ? await findWatched(tx, tenantId, conversationId, watcherId) : null
      if (before && before.agentId === agentId) return before
      if (before) await endWatch(tx, tenantId, before.id, at)
      if (agentId === null) return null
      const id = newId<string>()
      await insertWatch(tx, { tenantId, id, conversationId, watcherId, agentId, at })
      return { id, agentId }
    })
  }

  return {
    note(connectionId, person, conversationId, follows) {
      if (person.kind !== 'member' || person.scope === 'own') return
      const here = readers.get(conversationId) ?? new Map<string, Reader>()
      const reader = here.get(person.id) ?? newReader(person, conversationId)
      if (follows) {
        readers.set(conversationId, here.set(person.id, reader))
        reader.connections.add(connectionId)
        if (reader.connections.size === 1) write(reader, () => turn(reader))
        return
      }
      if (!reader.connections.delete(connectionId) || reader.connections.size > 0) return
      here.delete(person.id)
      if (here.size === 0) readers.delete(conversationId)
      write(reader, () => turn(reader))
    },
    hear(events) {
      for (const { type, streamId } of events) {
        if (!turning.has(type)) continue
        for (const reader of readers.get(streamId)?.values() ?? []) write(reader, () => turn(reader))
      }
    },
    async settled() {
      await Promise.all(running)
    },
    async stop() {
      await Promise.all(running)
    },
  }
}

const newReader = (person: MemberActor, conversationId: string): Reader => ({
  person,
  conversationId,
  connections: new Set(),
  row: null,
  writing: Promise.resolve(),
})

/** After these it is another's dialogue, nobody's, or one in which the reader is seen. */
const turning: ReadonlySet<string> = new Set([
  'leg.opened',
  'conversation.queued',
  'conversation.closed',
  'supervisor.joined',
  'supervisor.left',
])
