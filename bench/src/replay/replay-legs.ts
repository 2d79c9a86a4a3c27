/**
 * Plays the log of routing again and counts what must never be. Pure, so that it can be proven to notice; it knows nothing
 * of the counters, loads and legs of the product but for comparing them with the log in the end.
 */
import type { LegEvent, StaffRow } from './read-legs'

/** What the log says; the first block must be all zero. */
export interface Replay {
  /** Automatic assignments after which their agent held more than his capacity. */
  overCapacity: number
  /** Legs that were opened while another one of the same conversation was open. */
  doubleAssigned: number
  /**
   * Automatic assignments that passed over somebody of the same group who had been waiting longer (by the time at which he
   * first began to wait, then by id). He counts if he stood in the line when the assignment before this one in the group
   * committed: assignments of a group take turns, so this one looked at the line later than that. Who handed a dialogue to
   * the group may not be given it back, so those who wait after a transfer may be passed over and do not count.
   */
  fifoOvertakes: number
  /** The same for somebody who came (back) into the line only while that one turn was under way: it may have looked before. */
  fifoWindow: number
  /** Agents whose load is not the number of legs that the log left open. */
  loadDiffers: number
  /** Legs that were closed without being open. */
  closedTwice: number

  readonly assignments: readonly LegEvent[]
  /** Automatic assignments by agent; agents without one are there with 0. */
  readonly byAgent: ReadonlyMap<string, number>
  /** Automatic assignments that went to an agent who used the smallest share of his capacity of all who were free. */
  leastLoaded: number
  /** Conversations that still wait when the log ends. */
  readonly waiting: ReadonlySet<string>
  readonly details: readonly string[]
}

interface Waiting {
  readonly conversationId: string
  readonly since: number
  readonly queuedAt: number
  readonly isHandedOn: boolean
}

interface State {
  readonly staff: ReadonlyMap<string, StaffRow>
  readonly byGroup: ReadonlyMap<string, readonly StaffRow[]>
  /** By group, longest wait first. */
  readonly lines: Map<string, Waiting[]>
  /** When each conversation first began to wait. */
  readonly since: Map<string, number>
  readonly held: Map<string, number>
  readonly holder: Map<string, string>
  readonly handedOn: Set<string>
  /** Of each group, when its last automatic assignment committed. */
  readonly lastTurn: Map<string, number>
}

/** `events` in the order of their commits. Agents are taken to be free to take somebody whenever they are below capacity. */
export function replayLegs(events: readonly LegEvent[], staff: readonly StaffRow[]): Replay {
  const state = stateOf(staff)
  const assignments: LegEvent[] = []
  const byAgent = new Map(staff.map(({ memberId }) => [memberId, 0]))
  const details: string[] = []
  const replay: Replay = {
    overCapacity: 0,
    doubleAssigned: 0,
    fifoOvertakes: 0,
    fifoWindow: 0,
    loadDiffers: 0,
    closedTwice: 0,
    leastLoaded: 0,
    assignments,
    byAgent,
    waiting: new Set(),
    details,
  }
  for (const event of events) {
    if (event.type === 'leg.opened' && event.how === 'assign') {
      assignments.push(event)
      byAgent.set(event.memberId ?? '', (byAgent.get(event.memberId ?? '') ?? 0) + 1)
      judgeAssignment(state, event, replay, details)
    }
    apply(state, event, replay, details)
  }
  for (const { memberId, active } of staff) {
    const held = state.held.get(memberId) ?? 0
    if (held === active) continue
    replay.loadDiffers += 1
    details.push(`agent ${memberId} holds ${held} by the log and ${active} by his load`)
  }
  const waiting = new Set([...state.lines.values()].flat().map(({ conversationId }) => conversationId))
  return { ...replay, waiting }
}

function stateOf(staff: readonly StaffRow[]): State {
  const byGroup = new Map<string, StaffRow[]>()
  for (const member of staff) {
    for (const groupId of member.groupIds) byGroup.set(groupId, [...(byGroup.get(groupId) ?? []), member])
  }
  return {
    staff: new Map(staff.map((member) => [member.memberId, member])),
    byGroup,
    lines: new Map(),
    since: new Map(),
    held: new Map(),
    holder: new Map(),
    handedOn: new Set(),
    lastTurn: new Map(),
  }
}

function judgeAssignment(state: State, event: LegEvent, replay: Replay, details: string[]): void {
  const [memberId, groupId] = [event.memberId ?? '', event.groupId ?? '']
  const capacity = state.staff.get(memberId)?.capacity ?? 0
  const held = state.held.get(memberId) ?? 0
  if (held + 1 > capacity) {
    replay.overCapacity += 1
    details.push(`agent ${memberId} was given ${event.conversationId} as number ${held + 1} of ${capacity}`)
  }
  const share = (one: StaffRow) => (state.held.get(one.memberId) ?? 0) / one.capacity
  const free = (state.byGroup.get(groupId) ?? []).filter((one) => share(one) < 1)
  if (capacity > 0 && free.every((one) => share(one) >= held / capacity)) replay.leastLoaded += 1
  judgeTurn(state, event, replay, details)
  state.lastTurn.set(groupId, event.committedAt)
}

function judgeTurn(state: State, { conversationId, groupId }: LegEvent, replay: Replay, details: string[]): void {
  const line = state.lines.get(groupId ?? '') ?? []
  const place = line.findIndex((one) => one.conversationId === conversationId)
  const passed = line.slice(0, Math.max(0, place)).filter((one) => !one.isHandedOn)
  if (passed.length === 0) return
  const before = state.lastTurn.get(groupId ?? '') ?? Infinity
  const overtaken = passed.filter((one) => one.queuedAt < before)
  if (overtaken.length === 0) replay.fifoWindow += 1
  else {
    replay.fifoOvertakes += 1
    details.push(`${conversationId} was assigned before ${overtaken.map((one) => one.conversationId).join(', ')}`)
  }
}

function apply(state: State, event: LegEvent, replay: Replay, details: string[]): void {
  const { conversationId, memberId } = event
  switch (event.type) {
    case 'conversation.queued':
      return enqueue(state, event)
    case 'leg.opened':
      leaveLine(state, conversationId)
      if (state.holder.has(conversationId)) {
        replay.doubleAssigned += 1
        details.push(`${conversationId} was given to ${memberId} while ${state.holder.get(conversationId)} held it`)
      }
      state.holder.set(conversationId, memberId ?? '')
      state.held.set(memberId ?? '', (state.held.get(memberId ?? '') ?? 0) + 1)
      return
    case 'leg.closed':
      if (state.holder.get(conversationId) !== memberId) {
        replay.closedTwice += 1
        details.push(`${conversationId}: a leg of ${memberId} ended that was not open`)
      }
      state.holder.delete(conversationId)
      state.held.set(memberId ?? '', (state.held.get(memberId ?? '') ?? 0) - 1)
      if (event.end === 'transfer') state.handedOn.add(conversationId)
      else state.handedOn.delete(conversationId)
      return
    case 'conversation.closed':
      leaveLine(state, conversationId)
  }
}

function enqueue(state: State, { conversationId, groupId, at, committedAt }: LegEvent): void {
  leaveLine(state, conversationId)
  const since = state.since.get(conversationId) ?? at
  state.since.set(conversationId, since)
  const line = state.lines.get(groupId ?? '') ?? []
  state.lines.set(groupId ?? '', line)
  const isBehind = (one: Waiting) => one.since > since || (one.since === since && one.conversationId > conversationId)
  const place = line.findIndex(isBehind)
  const isHandedOn = state.handedOn.has(conversationId)
  line.splice(place < 0 ? line.length : place, 0, { conversationId, since, queuedAt: committedAt, isHandedOn })
}

function leaveLine(state: State, conversationId: string): void {
  for (const line of state.lines.values()) {
    const place = line.findIndex((one) => one.conversationId === conversationId)
    if (place >= 0) line.splice(place, 1)
  }
}

/** Jain's index of what agents were given: 1 when all had the same, 1/n when one had everything. */
export function jainIndex(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  const squares = values.reduce((total, value) => total + value * value, 0)
  return squares === 0 ? 1 : (sum * sum) / (values.length * squares)
}
