import type { ConversationEventPayloads } from '../conversation/events'
import type { FigureRules } from './rules'
import type { SettingsSpan } from './settings-history'

/** A group or a member as it was called when it happened. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** One dialogue as far as it has come. Instants are epoch milliseconds. */
export interface LegFacts {
  readonly id: string
  readonly member: Named
  readonly group: Named
  readonly at: number
  readonly origin: 'visitor' | 'transfer'
  visitorMessages: number
  agentMessages: number
  firstReplyMs: number | null
  /** When the first reply came, and since when he waited for it; absent in what was remembered before it was kept. */
  firstReply?: { readonly at: number; readonly askedAt: number | null }
  rounds: number
  repliedRounds: number
  replyMs: number
  repliesInTime: number
  dayRounds: number
  dayRoundsInThree: number
  closedAt: number | null
  end: string | null
  invited: boolean
  score: number | null
}

/** What figures need of one conversation; the same whether its events come at once or one by one. */
export interface ConversationFacts {
  readonly id: string
  readonly channelId: string
  /** Where he asked, and when. */
  readonly group: Named
  readonly at: number
  readonly roomNumber: string
  readonly visitorName: string
  /** What the visit came to; null: he waits. */
  outcome: 'accepted' | 'abandoned' | 'offline-message' | null
  outcomeAt: number | null
  visitorMessages: number
  agentMessages: number
  /** Said while nobody was there; the dialogue that begins next takes it over. */
  waitingMessages: number
  /** The line it is in or came from. */
  line: Named
  readonly legs: LegFacts[]
  /** When the round began that nobody has answered. */
  roundAt: number | null
  closedAt: number | null
  end: string | null
  score: number | null
  lastAt: number
  /** Reasons of a rating and categories of summaries, as they were called. */
  readonly tallies: { kind: 'reason' | 'category'; text: string; legId: string | null }[]
}

/** An event of a conversation as the log holds it. */
export interface ReadEvent {
  readonly type: string
  readonly payload: unknown
  readonly at: number
  readonly byMember: boolean
}

/** By what something is counted. */
export interface Counting {
  readonly rules: FigureRules
  /** The settings of the merchant that hold for what happened at an instant. */
  readonly settingsAt: (at: number) => SettingsSpan
}

/** By what a dialogue is counted. */
export interface LegCounting extends SettingsSpan {
  /** All dialogues of its conversation are one session. */
  readonly isOneSession: boolean
}

/**
 * By what a dialogue is counted, whatever was decided since it began. The first dialogue says whether those that follow it
 * are sessions of their own; where they are not, all go by what held when it began.
 */
export function countingOfLeg(
  { legs }: ConversationFacts,
  leg: LegFacts,
  { rules, settingsAt }: Counting,
): LegCounting {
  const first = settingsAt((legs[0] ?? leg).at)
  const isOneSession = rules.isOneSession(first.settings)
  return { ...(isOneSession ? first : settingsAt(leg.at)), isOneSession }
}

interface Context extends Counting {
  /** Hour of the merchant's day at an instant. */
  readonly hourAt: (at: number) => number
}

type Payloads = ConversationEventPayloads & {
  'message.sent': { readonly from: 'visitor' | 'agent'; readonly automatic?: boolean }
  'rating.invited': { readonly legId: string | null }
  'rating.submitted': {
    readonly score: number
    readonly reasons: readonly string[]
    readonly legId: string | null
    readonly invitedBy: 'agent' | 'end' | null
  }
  'summary.saved': { readonly legId: string; readonly categoryPath: readonly string[] }
}

type Handlers = {
  readonly [Type in keyof Payloads]?: (
    facts: ConversationFacts,
    payload: Payloads[Type],
    event: ReadEvent,
    context: Context,
  ) => void
}

/** Begins with `conversation.opened`. */
export function openFacts(id: string, payload: Payloads['conversation.opened'], at: number): ConversationFacts {
  const group = { id: payload.groupId, name: payload.groupName }
  return {
    id,
    channelId: payload.channelId,
    group,
    at,
    roomNumber: payload.roomNumber,
    visitorName: payload.visitorName,
    outcome: null,
    outcomeAt: null,
    visitorMessages: 0,
    agentMessages: 0,
    waitingMessages: 0,
    line: group,
    legs: [],
    roundAt: null,
    closedAt: null,
    end: null,
    score: null,
    lastAt: at,
    tallies: [],
  }
}

/** Takes one more event of the conversation in; what says nothing to figures is passed over. */
export function foldConversation(facts: ConversationFacts, event: ReadEvent, context: Context): void {
  const handler = Object.hasOwn(handlers, event.type) ? handlers[event.type as keyof Payloads] : undefined
  facts.lastAt = Math.max(facts.lastAt, event.at)
  // The registry of events says which payload a type has.
  ;(handler as ((...given: unknown[]) => void) | undefined)?.(facts, event.payload, event, context)
}

const handlers: Handlers = {
  'conversation.queued': (facts, { groupId, groupName }) => {
    facts.line = { id: groupId, name: groupName }
  },
  'queue.left': (facts, { outcome }, { at }, { rules }) => {
    if (facts.outcome !== null) return
    facts.outcome = rules.leftAs(outcome)
    facts.outcomeAt = at
  },
  'leg.opened': (facts, { legId, member, groupId, origin }, { at }) => {
    if (facts.outcome === null) {
      facts.outcome = 'accepted'
      facts.outcomeAt = at
    }
    const group = groupId === facts.line.id ? facts.line : { id: groupId, name: facts.line.name }
    facts.legs.push(newLeg(legId, { id: member.id, name: member.nickname }, group, at, origin, facts.waitingMessages))
    facts.waitingMessages = 0
  },
  'leg.closed': (facts, { legId, end }, { at }) => {
    const leg = facts.legs.find(({ id }) => id === legId)
    if (!leg) return
    leg.closedAt = at
    leg.end = end
  },
  'message.sent': (facts, { from, automatic = false }, event, context) => {
    if (from === 'visitor') visitorSpoke(facts, event.at, context)
    else if (event.byMember && context.rules.isHumanReply({ automatic })) agentSpoke(facts, event.at, context)
  },
  'rating.invited': (facts, { legId }) => {
    const leg = creditedLeg(facts, legId)
    if (leg) leg.invited = true
  },
  'rating.submitted': (facts, { score, reasons, legId, invitedBy }, _event, { rules }) => {
    const isFirst = facts.score === null
    if (!rules.countsRating({ invitedBy, isFirst })) return
    const leg = creditedLeg(facts, legId)
    if (!leg) return
    facts.score = score
    for (const one of facts.legs) one.score = null
    leg.score = score
    if (score < 4) for (const text of reasons) facts.tallies.push({ kind: 'reason', text, legId: leg.id })
  },
  'summary.saved': (facts, { legId, categoryPath }) => {
    const kept = facts.tallies.filter((tally) => tally.kind !== 'category' || tally.legId !== legId)
    facts.tallies.splice(0, Infinity, ...kept)
    if (categoryPath.length > 0) facts.tallies.push({ kind: 'category', text: categoryPath.join('\u001f'), legId })
  },
  'conversation.closed': (facts, { end }, { at }, context) => {
    facts.closedAt = at
    facts.end = end
    const leg = facts.legs.at(-1)
    if (leg && facts.roundAt !== null) countRound(facts, leg, { askedAt: facts.roundAt, repliedAt: null }, context)
    facts.roundAt = null
  },
}

function newLeg(
  id: string,
  member: Named,
  group: Named,
  at: number,
  origin: LegFacts['origin'],
  visitorMessages: number,
): LegFacts {
  const none = { agentMessages: 0, firstReplyMs: null, rounds: 0, repliedRounds: 0, replyMs: 0, repliesInTime: 0 }
  const open = { dayRounds: 0, dayRoundsInThree: 0, closedAt: null, end: null, invited: false, score: null }
  return { id, member, group, at, origin, visitorMessages, ...none, ...open }
}

function openLeg({ legs }: ConversationFacts): LegFacts | null {
  const leg = legs.at(-1)
  return leg && leg.closedAt === null ? leg : null
}

/** The dialogue that is named, else the last one. */
function creditedLeg({ legs }: ConversationFacts, legId: string | null): LegFacts | undefined {
  return legs.find(({ id }) => id === legId) ?? legs.at(-1)
}

function visitorSpoke(facts: ConversationFacts, at: number, { rules }: Context): void {
  facts.visitorMessages += 1
  facts.roundAt = facts.roundAt === null ? at : rules.roundFrom(facts.roundAt, at)
  const leg = openLeg(facts)
  if (leg) leg.visitorMessages += 1
  else facts.waitingMessages += 1
}

function agentSpoke(facts: ConversationFacts, at: number, context: Context): void {
  facts.agentMessages += 1
  const leg = openLeg(facts)
  if (!leg) return
  leg.agentMessages += 1
  if (leg.firstReplyMs === null) {
    leg.firstReply = { at, askedAt: facts.roundAt }
    const { settings } = countingOfLeg(facts, leg, context)
    const from = context.rules.firstReplyFrom({ acceptedAt: leg.at, askedAt: facts.roundAt }, settings)
    leg.firstReplyMs = Math.max(0, at - from)
  }
  if (facts.roundAt !== null) countRound(facts, leg, { askedAt: facts.roundAt, repliedAt: at }, context)
  facts.roundAt = null
}

/** A round is over: answered, or the conversation ended without an answer. */
function countRound(
  facts: ConversationFacts,
  leg: LegFacts,
  { askedAt, repliedAt }: { readonly askedAt: number; readonly repliedAt: number | null },
  context: Context,
): void {
  const { rules, hourAt } = context
  const gapMs = repliedAt === null ? null : repliedAt - askedAt
  const inDay = rules.isDayHour(hourAt(askedAt))
  leg.rounds += 1
  if (inDay) leg.dayRounds += 1
  if (gapMs === null) return
  leg.repliedRounds += 1
  leg.replyMs += gapMs
  if (gapMs <= rules.replyInTimeMs(countingOfLeg(facts, leg, context).settings)) leg.repliesInTime += 1
  if (inDay && gapMs <= rules.threeMinutesMs) leg.dayRoundsInThree += 1
}
