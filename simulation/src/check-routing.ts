/** What must hold of routing and of the closing rules, by the log alone: in the order of its commits. */
import { silenceDueAt, type ConversationEventPayloads } from '@keqiao/domain'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { FloorRow } from './backend'
import { byConversation } from './check-log'
import type { Record } from './record'
import type { RoutingRules } from './routing-rules'

interface Waiting {
  readonly conversationId: string
  readonly groupId: string
  /** When it first began to wait, which is its place in every line. */
  readonly since: number
  /** Place in the log of its coming into this line. */
  readonly queuedAt: number
  /** When that was. */
  readonly at: number
  readonly handedOnBy: string | null
}

/** Who waits and who holds what when the log ends. */
export interface Standing {
  readonly waiting: ReadonlyMap<string, Waiting>
  readonly holders: ReadonlyMap<string, string>
}

class Replay implements Standing {
  readonly waiting = new Map<string, Waiting>()
  readonly holders = new Map<string, string>()
  private readonly since = new Map<string, number>()
  private readonly handedOnBy = new Map<string, string>()

  apply({ type, streamId: id, payload, at }: StoredEvent, place: number): void {
    if (type === 'conversation.queued') {
      const { groupId } = payload as ConversationEventPayloads['conversation.queued']
      const since = this.since.get(id) ?? at
      this.since.set(id, since)
      const handedOnBy = this.handedOnBy.get(id) ?? null
      this.waiting.set(id, { conversationId: id, groupId, since, queuedAt: place, at, handedOnBy })
    } else if (type === 'leg.opened') {
      this.waiting.delete(id)
      this.holders.set(id, (payload as ConversationEventPayloads['leg.opened']).member.id)
    } else if (type === 'leg.closed') {
      const { memberId, end } = payload as ConversationEventPayloads['leg.closed']
      this.holders.delete(id)
      if (end === 'transfer') this.handedOnBy.set(id, memberId)
      else this.handedOnBy.delete(id)
    } else if (type === 'conversation.closed') this.waiting.delete(id)
  }

  countOf(memberId: string): number {
    return [...this.holders.values()].filter((holder) => holder === memberId).length
  }

  /** Those who stand before it in its line. */
  before(id: string): Waiting[] {
    const own = this.waiting.get(id)
    if (!own) return []
    const isBefore = (one: Waiting) =>
      one.since < own.since || (one.since === own.since && one.conversationId < own.conversationId)
    return [...this.waiting.values()].filter((one) => one.groupId === own.groupId && isBefore(one))
  }
}

/** Plays the log to its end. */
export function standingOf(log: readonly StoredEvent[]): Standing {
  const replay = new Replay()
  for (const [place, event] of log.entries()) replay.apply(event, place)
  return replay
}

/** Problems of routing and closing, empty when there are none. */
export function checkRouting(
  log: readonly StoredEvent[],
  floor: readonly FloorRow[],
  rules: RoutingRules,
  record: Record,
): string[] {
  return [...checkAssignments(log, floor), ...checkLoads(log, floor), ...checkClosings(log, rules, record)]
}

/** More than one takes. */
const transactionMs = 2_000

/**
 * No leg is opened at or over capacity but by a transfer. Assignments of a group take turns, so an assignment has seen
 * everybody who stood in the line when the one before it committed, or who has stood there for longer than a transaction
 * takes: it passes none of them over, but for those who were handed on, whom not everybody may be given.
 */
function checkAssignments(log: readonly StoredEvent[], floor: readonly FloorRow[]): string[] {
  const problems: string[] = []
  const replay = new Replay()
  const capacities = new Map(floor.map(({ memberId, capacity }) => [memberId, capacity]))
  const lastTurn = new Map<string, number>()
  for (const [place, event] of log.entries()) {
    if (event.type === 'leg.opened') {
      const { member, how, groupId } = event.payload as ConversationEventPayloads['leg.opened']
      const [count, capacity] = [replay.countOf(member.id) + 1, capacities.get(member.id) ?? 0]
      if (how !== 'transfer' && count > capacity)
        problems.push(`${event.streamId}: ${how} gives ${member.nickname} number ${count} of ${capacity}`)
      if (how === 'assign') {
        const seen = lastTurn.get(groupId) ?? -1
        const isSeen = ({ queuedAt, at }: Waiting) => queuedAt < seen || at < event.at - transactionMs
        const passed = replay.before(event.streamId).filter((one) => !one.handedOnBy && isSeen(one))
        lastTurn.set(groupId, place)
        if (passed.length > 0) problems.push(`${event.streamId} was assigned before ${passed[0]?.conversationId ?? ''}`)
      }
    }
    replay.apply(event, place)
  }
  return problems
}

/** A load is the number of open legs, by the table and by the log. */
function checkLoads(log: readonly StoredEvent[], floor: readonly FloorRow[]): string[] {
  const holders = [...standingOf(log).holders.values()]
  return floor.flatMap(({ memberId, active, held }) => {
    const count = holders.filter((holder) => holder === memberId).length
    if (active === count && held === count) return []
    return [`member ${memberId} has a load of ${active}, ${held} open legs, and ${count} by the log`]
  })
}

/** Somebody who waits although somebody else could take him. */
export function findUnserved({ waiting }: Standing, floor: readonly FloorRow[]): string | null {
  for (const { conversationId, groupId, handedOnBy } of waiting.values()) {
    const free = floor.find(
      ({ memberId, groupIds, status, disabled, connected, active, capacity }) =>
        groupIds.includes(groupId) &&
        !disabled &&
        status === 'online' &&
        connected &&
        active < capacity &&
        memberId !== handedOnBy,
    )
    if (free) return `${conversationId} waits although member ${free.memberId} is free`
  }
  return null
}

interface Silence {
  readonly acceptedAt: number | null
  readonly lastAgentMessageAt: number | null
  readonly lastVisitorMessageAt: number | null
}

/** What was said last by whom, as the events of one conversation up to a moment have it. */
function silenceOf(events: readonly StoredEvent[]): Silence {
  const said = (from: 'visitor' | 'agent') =>
    events.findLast((event) => event.type === 'message.sent' && (event.payload as { from: string }).from === from)?.at
  const leg = events.findLast(({ type }) => type === 'leg.opened' || type === 'leg.closed')
  return {
    acceptedAt: leg?.type === 'leg.opened' ? leg.at : null,
    lastAgentMessageAt: said('agent') ?? null,
    lastVisitorMessageAt: said('visitor') ?? null,
  }
}

/** When the rule of the silent visitor closes it; null: never, as it stands (G3, G3b). */
function silentDueAt(events: readonly StoredEvent[], rules: RoutingRules): number | null {
  return silenceDueAt({ ...silenceOf(events), visitorGoneAt: null, watchedSince: 0 }, rules)
}

/** Between two signs that one connection lived, at least. */
const heardSpanMs = 12_000
/** What the server may know late: that a connection came or went. */
const toleranceMs = 5_000

/** 系统关闭 only by G3 or G3b when it is due, or by G3c when the visitor had no connection for all that time. */
function checkClosings(log: readonly StoredEvent[], rules: RoutingRules, record: Record): string[] {
  return [...byConversation(log)].flatMap(([id, events]) => {
    const closed = events.find(({ type, actor }) => type === 'conversation.closed' && actor.kind === 'system')
    if (!closed) return []
    const before = events.filter(
      ({ seq, type }) => seq < closed.seq && !(type === 'leg.closed' && seq === closed.seq - 1),
    )
    const dueAt = silentDueAt(before, rules)
    if (dueAt !== null && dueAt <= closed.at) return []
    const [opening] = events
    const visitorId = opening ? (opening.payload as ConversationEventPayloads['conversation.opened']).contactId : ''
    const from = closed.at - rules.goneVisitorMs + toleranceMs
    const to = closed.at - toleranceMs
    const spans = record.heard.get(visitorId) ?? []
    const wasThere = spans.some((span) => Math.min(span.to, to) - Math.max(span.from, from) > heardSpanMs)
    return wasThere ? [`${id} was closed for silence at ${closed.seq} although the visitor had the last word`] : []
  })
}

/** A lease outlives the last sign of its socket by so much. */
const leaseMs = 15_000
/** The sweep, a process that comes back and a lost transaction or two. */
const lateMs = 25_000

/** A dialogue that should have been closed for silence long ago (G3, G3b). */
export function findOverdue(log: readonly StoredEvent[], rules: RoutingRules, now: number): string | null {
  for (const [id, events] of byConversation(log)) {
    if (events.at(-1)?.type === 'conversation.closed') continue
    const dueAt = silentDueAt(events, rules)
    if (dueAt !== null && dueAt + lateMs < now) return `${id} should have been closed for silence`
  }
  return null
}

/** Whoever still holds dialogues long after they should have been given back to routing. */
export function findHoarders(floor: readonly FloorRow[], { releaseAfterMs }: RoutingRules): string[] {
  return floor
    .filter(({ held, absentMs }) => held > 0 && absentMs > releaseAfterMs - leaseMs + lateMs)
    .map(({ memberId, held }) => `member ${memberId} is gone and still holds ${held} dialogues`)
}
