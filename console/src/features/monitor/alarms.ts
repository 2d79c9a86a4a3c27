import type { BoardAgent, BoardDialogue, BoardGroup, BoardView, BoardWaiting } from '@keqiao/contract'
import { urgencyOf, type Urgency, type WaitingThresholds } from '../desk/waiting-time'
import { longAbsenceMs } from './thresholds'

/** Something a supervisor should look at now. */
export type Alarm =
  | {
      readonly kind: 'waiting'
      readonly key: string
      readonly urgency: 'amber' | 'red'
      readonly group: BoardGroup
      readonly waitedMs: number
      readonly limitMs: number
      /** Who waits longest; absent where the list does not reach him. */
      readonly first: BoardWaiting | undefined
    }
  | {
      readonly kind: 'reply'
      readonly key: string
      readonly urgency: 'red'
      readonly dialogue: BoardDialogue
      readonly waitedMs: number
    }
  | {
      readonly kind: 'full'
      readonly key: string
      readonly urgency: 'amber'
      readonly group: BoardGroup
      /** Those who are 在线; all of them are full. */
      readonly agents: readonly BoardAgent[]
    }

/** How late the first of a group's line is, by the limits for a later answer: in a line nobody has been greeted yet. */
export function lineUrgency(since: number | null, now: number, { laterReply }: WaitingThresholds): Urgency {
  const waitedMs = since === null ? 0 : now - since
  if (waitedMs >= laterReply.redMs) return 'red'
  return waitedMs >= laterReply.amberMs ? 'amber' : 'calm'
}

/** Connected agents of a group: 在线 first, then 忙碌, then 离开, each by name as they come. */
export function agentsOf({ agents }: BoardView, groupId: string): BoardAgent[] {
  const rank = { online: 0, busy: 1, away: 2 }
  return agents
    .filter(({ connected, groupIds }) => connected && groupIds.some((id) => id === groupId))
    .toSorted((one, other) => rank[one.status] - rank[other.status] || one.nickname.localeCompare(other.nickname))
}

/** Everything that is wrong now: red before amber, and of the same colour the longest wait first. */
export function alarmsOf(board: BoardView, now: number, limits: WaitingThresholds): Alarm[] {
  const alarms: Alarm[] = []
  for (const group of board.groups) {
    const urgency = lineUrgency(group.longestWaitSince, now, limits)
    if (urgency !== 'calm') {
      const first = board.waiting.find(({ groupId, since }) => groupId === group.id && since === group.longestWaitSince)
      const waitedMs = now - (group.longestWaitSince ?? now)
      alarms.push({
        kind: 'waiting',
        key: `waiting ${group.id}`,
        urgency,
        group,
        waitedMs,
        limitMs: urgency === 'red' ? limits.laterReply.redMs : limits.laterReply.amberMs,
        first,
      })
    }
    const online = agentsOf(board, group.id).filter(({ status }) => status === 'online')
    if (group.waitingCount > 0 && online.every(({ active, capacity }) => active >= capacity)) {
      alarms.push({ kind: 'full', key: `full ${group.id}`, urgency: 'amber', group, agents: online })
    }
  }
  for (const dialogue of board.dialogues) {
    if (dialogue.unansweredSince === null) continue
    const waitedMs = now - dialogue.unansweredSince
    if (urgencyOf(waitedMs, dialogue.answeredBefore, limits) !== 'red') continue
    alarms.push({ kind: 'reply', key: `reply ${dialogue.id}`, urgency: 'red', dialogue, waitedMs })
  }
  const waited = (alarm: Alarm) => ('waitedMs' in alarm ? alarm.waitedMs : 0)
  const rank = { red: 0, amber: 1 }
  return alarms.toSorted((one, other) => rank[one.urgency] - rank[other.urgency] || waited(other) - waited(one))
}

/** Connected agents who have been 离开 for long, longest first. */
export function longAbsent({ agents }: BoardView, now: number): BoardAgent[] {
  return agents
    .filter(
      ({ connected, status, statusSince }) => connected && status === 'away' && now - statusSince >= longAbsenceMs,
    )
    .toSorted((one, other) => one.statusSince - other.statusSince)
}
