import type { ReadEvent } from './conversation-facts'
import type { Measured } from './measures'
import type { FigureRules } from './rules'

/** What figures need of a member between two of his events. */
export interface MemberFacts {
  readonly id: string
  name: string
  status: 'online' | 'busy' | 'away'
  connected: boolean
  /** Since when he has been in this status and connected or not. Epoch milliseconds. */
  since: number
}

/** Something that is counted of a member over a span of time, or at an instant (`from` is `to`). */
export interface WorkShare {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly kind: 'online' | 'busy' | 'away' | 'point'
  /** For a point. */
  readonly measured: Measured
}

interface Told {
  readonly nickname?: string | { readonly to: string }
  readonly to?: MemberFacts['status']
  readonly since?: number
}

/** A member nobody has said anything of. */
export function newMember(id: string, at: number): MemberFacts {
  return { id, name: '', status: 'away', connected: false, since: at }
}

/**
 * Takes one event of a member's stream in and returns what is to be counted because of it. 在线, 忙碌 and 离开 are counted
 * while he is connected, which only a signed-in member can be: `presence.connected` and `presence.disconnected` say so.
 * A connection that was lost counts up to the last sign of it (`since`), not to the moment in which that was noticed.
 */
export function foldMember(
  facts: MemberFacts,
  event: ReadEvent & { readonly actor: { readonly id: string; readonly name: string } },
  rules: FigureRules,
): WorkShare[] {
  const { type, at } = event
  const payload = event.payload as Told
  if (event.actor.id === facts.id && event.actor.name !== '') facts.name = event.actor.name
  switch (type) {
    case 'member.created':
      if (typeof payload.nickname === 'string') facts.name = payload.nickname
      return []
    case 'member.changed':
      if (typeof payload.nickname === 'object') facts.name = payload.nickname.to
      return []
    case 'member.signedIn':
      return [point(facts, at, { firstSignInAt: at })]
    case 'member.signedOut':
      return [point(facts, at, { lastSignOutAt: at })]
    case 'presence.changed': {
      const worked = endSpan(facts, at, rules)
      facts.status = payload.to ?? facts.status
      return [...worked, point(facts, at, { statusChanges: 1 })]
    }
    case 'presence.connected': {
      const worked = endSpan(facts, at, rules)
      facts.connected = true
      return [...worked, point(facts, at, { firstSignInAt: at })]
    }
    case 'presence.disconnected': {
      const ended = Math.min(at, Math.max(facts.since, payload.since ?? at))
      const worked = endSpan(facts, ended, rules)
      facts.connected = false
      facts.since = at
      return [...worked, point(facts, ended, { lastSignOutAt: ended })]
    }
    default:
      return []
  }
}

function endSpan(facts: MemberFacts, at: number, rules: FigureRules): WorkShare[] {
  const span = runningSpan(facts, at, rules)
  facts.since = at
  return span ? [span] : []
}

/** The span that is not over yet, up to `now`; null: he is not at work. */
export function runningSpan(facts: MemberFacts, now: number, rules: FigureRules): WorkShare | null {
  const { name, status, since } = facts
  if (!rules.isAtWork(facts) || now <= since) return null
  return { name, from: since, to: now, kind: status, measured: {} }
}

const point = ({ name }: MemberFacts, at: number, measured: Measured): WorkShare => ({
  name,
  from: at,
  to: at,
  kind: 'point',
  measured,
})
