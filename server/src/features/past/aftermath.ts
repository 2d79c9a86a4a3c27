import {
  decideRating,
  summaryFacts,
  type Answers,
  type MemberActor,
  type MemberId,
  type Question,
  type VisitorActor,
} from '@keqiao/domain'
import { ratingTexts } from '../../i18n/rating'
import type { PastConversation } from './past-conversation'
import type { Random } from './random'
import type { Script } from './script'
import type { PastAgent } from './shifts'
import { outcomes, praises, type Topic } from './words'

/** What follows a dialogue: its rating and the summaries of its legs. */
export interface Aftermath {
  readonly conversation: PastConversation
  readonly script: Script
  readonly topic: Topic
  readonly visitor: VisitorActor
  /** Who may have held it, by id. */
  readonly agents: ReadonlyMap<MemberId, { readonly agent: PastAgent; readonly actor: MemberActor }>
  /** The form that the product brings along. */
  readonly form: readonly Question[]
  /** Nothing is after it. */
  readonly until: number
}

/** Half of the agents ask for a rating before they say goodbye. */
export function askToRate(conversation: PastConversation, actor: MemberActor, at: number, random: Random): boolean {
  const { visitor_message_count: count } = conversation.row
  if (count < 2 || !random.chance(0.5)) return false
  conversation.record(decideRating.invite(conversation.state(), conversation.ratingState(), actor), actor, at)
  return true
}

/** What is done once it is over, in order of time. */
export function followUp(after: Aftermath, random: Random): void {
  const { conversation, until } = after
  const closedAt = conversation.row.closed_at ?? until
  const acts = [rated(after, closedAt, random), ...summarised(after, closedAt, random)]
    .filter((act) => act !== null && act.at <= until)
    .sort((a, b) => (a?.at ?? 0) - (b?.at ?? 0))
  for (const act of acts) act?.perform()
}

interface Act {
  readonly at: number
  perform(): void
}

function rated(after: Aftermath, closedAt: number, random: Random): Act | null {
  const { conversation, visitor } = after
  const { row, legs, sequel } = conversation
  if (row.accepted_at === null || row.visitor_message_count === 0) return null
  if (!random.chance(sequel.row.rating_invited_by === 'agent' ? 0.52 : 0.2)) return null
  const last = legs.at(-1)
  const skill = (last && after.agents.get(last.member_id)?.agent.skill) ?? 0.5
  const waitedMs = row.accepted_at - row.opened_at
  const score = scoreOf(skill, waitedMs, after.topic.key === 'complaint', random)
  const known = ratingTexts['zh-CN'][score - 1]?.reasons ?? []
  const reasons = random.chance(0.6) ? [...new Set([random.pick(known), random.pick(known)])] : []
  const text = random.chance(0.18) ? random.pick(praises[score < 3 ? 'bad' : 'good']) : ''
  const at = closedAt + Math.round(random.around(25_000, 1))
  return {
    at,
    perform: () => {
      const facts = {
        legs: legs.map(({ id, member_id }) => ({ legId: id, memberId: member_id })),
        openHours: 72,
        now: at,
      }
      const given = { score, reasons, text }
      const decision = decideRating.rate(conversation.state(), conversation.ratingState(), given, facts)
      conversation.record(decision, visitor, at)
    },
  }
}

/** Better agents are rated better; who waited long, or came to complain, is harder to please. */
function scoreOf(skill: number, waitedMs: number, complains: boolean, random: Random): number {
  const trouble = (waitedMs > 60_000 ? 1 : 0) + (complains ? 2 : 0) + (skill < 0.25 ? 0.6 : 0)
  return random.weighted([
    [5, 62 + skill * 20 - trouble * 14],
    [4, 24],
    [3, 7 + trouble * 2],
    [2, 2.5 + trouble * 3],
    [1, 1.5 + trouble * 3],
  ] as const)
}

/** 小结 of the legs that ended in an agent's hands; now and then one is forgotten. */
function summarised(after: Aftermath, closedAt: number, random: Random): Act[] {
  const { conversation, form } = after
  return conversation.legs.flatMap((leg): Act[] => {
    const held = after.agents.get(leg.member_id)
    if (!held || leg.end_kind === 'transfer' || random.chance(0.12)) return []
    const answers = answersOf(after, random)
    const facts = summaryFacts(form, answers)
    const saved = { ...facts, legId: leg.id, memberId: leg.member_id, formVersion: 0, values: answers, first: true }
    const at = closedAt + Math.round(random.around(45_000, 0.7))
    const perform = () => {
      const { legEpoch } = conversation.state()
      const events = [{ type: 'summary.saved', payload: saved }] as const
      conversation.record({ refused: false, legEpoch, events, patch: {} }, held.actor, at)
    }
    return [{ at, perform }]
  })
}

function answersOf({ conversation, script, topic }: Aftermath, random: Random): Answers {
  const isEmpty = conversation.row.visitor_message_count === 0
  const solved = random.chance(topic.key === 'complaint' ? 0.62 : 0.86)
  const needsMore = !solved && random.chance(0.7)
  return {
    category: isEmpty ? 'other.invalid' : random.pick(topic.categories),
    content: isEmpty ? '访客没有说话' : (script.lines[0]?.text ?? ''),
    result: script.fill(random.pick(outcomes[solved ? 'solved' : 'open'])),
    solved,
    followUp: needsMore,
    ...(needsMore && { followUpNote: script.fill('{day}联系顾客，确认结果。') }),
  }
}
