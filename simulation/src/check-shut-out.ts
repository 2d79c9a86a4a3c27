/** What must hold of members who were disabled (ACC-04), by the log alone: in the order of its commits. */
import type { ConversationEventPayloads } from '@keqiao/domain'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'

/** The log reaches every node within a second; then somebody is looked up, and what he had sent before is carried out. */
const deafWithinMs = 1_250
/** A sweep every five seconds, and a lost transaction or two. */
const releasedWithinMs = 13_000

/** Nothing he does after he was disabled, nobody is given to him, and what he held waits again. */
export function checkShutOut(log: readonly StoredEvent[]): string[] {
  const problems: string[] = []
  /** Since when, by member. */
  const shutOut = new Map<string, number>()
  for (const event of log) {
    const { streamId: id, seq, type, at, actor } = event
    const sinceAt = shutOut.get(actor.id)
    if (sinceAt !== undefined && at > sinceAt + deafWithinMs) {
      problems.push(`${id}: ${type} ${seq} by ${actor.name}, who was disabled ${at - sinceAt} ms before`)
    }
    if (type === 'member.disabled') shutOut.set((event.payload as { memberId: string }).memberId, at)
    else if (type === 'member.enabled') shutOut.delete((event.payload as { memberId: string }).memberId)
    else if (type === 'leg.opened') {
      const { member, how } = event.payload as ConversationEventPayloads['leg.opened']
      if (shutOut.has(member.id)) problems.push(`${id}: ${how} ${seq} gives it to ${member.nickname}, who is disabled`)
    } else if (type === 'leg.closed') {
      const { memberId } = event.payload as ConversationEventPayloads['leg.closed']
      const since = shutOut.get(memberId)
      if (since !== undefined && at > since + releasedWithinMs) {
        problems.push(`${id}: leg ${seq} was kept ${at - since} ms by a member who was disabled`)
      }
    }
  }
  return problems
}

/** Who is disabled when the log ends. */
export function disabledAtEnd(log: readonly StoredEvent[]): ReadonlySet<string> {
  const disabled = new Set<string>()
  for (const { type, payload } of log) {
    if (type === 'member.disabled') disabled.add((payload as { memberId: string }).memberId)
    else if (type === 'member.enabled') disabled.delete((payload as { memberId: string }).memberId)
  }
  return disabled
}
