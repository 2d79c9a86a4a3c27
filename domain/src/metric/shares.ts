import {
  countingOfLeg,
  type ConversationFacts,
  type Counting,
  type LegCounting,
  type LegFacts,
  type Named,
} from './conversation-facts'
import type { Measured } from './measures'
import type { OfflineMessageFacts } from './offline-message-facts'
import type { FigureRules } from './rules'
import { isSessionOfRating, ownSession, sessionMeasures, threeMinuteMeasures, wholeSession } from './sessions'
import type { FigureSettings } from './settings-history'

/**
 * What one subject adds to figures: where it belongs, frozen when it happened, and what is counted of it. Every figure
 * is a sum of shares, so a list of what is behind a figure is the list of the shares that are not nothing.
 */
export interface Share {
  readonly kind: 'visit' | 'dialogue' | 'offlineMessage'
  readonly id: string
  readonly at: number
  readonly group: Named
  readonly member: Named | null
  readonly channelId: string
  readonly conversationId: string | null
  readonly roomNumber: string | null
  readonly visitorName: string
  readonly endedAt: number | null
  readonly rating: number | null
  /** Of the settings it is counted by; null: they change nothing of it. */
  readonly settingsVersion: number | null
  readonly measured: Measured
  readonly tallies: readonly { readonly kind: 'reason' | 'category'; readonly text: string }[]
}

/** The visit and each dialogue of a conversation. */
export function sharesOfConversation(facts: ConversationFacts, counting: Counting): Share[] {
  return [visitShare(facts, counting), ...facts.legs.map((leg) => dialogueShare(facts, leg, counting))]
}

function visitShare(facts: ConversationFacts, { rules, settingsAt }: Counting): Share {
  const { settings, version } = settingsAt(facts.at)
  return {
    kind: 'visit',
    id: facts.id,
    at: facts.at,
    group: facts.group,
    member: null,
    channelId: facts.channelId,
    conversationId: facts.id,
    roomNumber: facts.roomNumber,
    visitorName: facts.visitorName,
    endedAt: facts.closedAt,
    rating: facts.score,
    settingsVersion: version,
    measured: visitMeasures(facts, rules, settings),
    tallies: [],
  }
}

function visitMeasures(facts: ConversationFacts, rules: FigureRules, settings: FigureSettings): Measured {
  const { outcome, outcomeAt, at } = facts
  if (outcome === null || outcomeAt === null) return {}
  const waitMs = outcomeAt - at
  if (outcome !== 'accepted') {
    const left: Measured = outcome === 'abandoned' ? { abandoned: 1, abandonWaitMs: waitMs } : { queueMessages: 1 }
    return { visits: 1, queued: 1, ...left }
  }
  const valid = rules.isValid({ visitor: facts.visitorMessages, agent: facts.agentMessages }, settings)
  return {
    visits: 1,
    accepted: 1,
    ...(valid ? { validSessions: 1 } : {}),
    ...(waitMs >= rules.queuedFromMs ? { queued: 1, queuedAccepted: 1, waitMs, longestWaitMs: waitMs } : {}),
  }
}

function dialogueShare(facts: ConversationFacts, leg: LegFacts, counting: Counting): Share {
  const by = countingOfLeg(facts, leg, counting)
  return {
    kind: 'dialogue',
    id: leg.id,
    at: leg.at,
    group: leg.group,
    member: leg.member,
    channelId: facts.channelId,
    conversationId: facts.id,
    roomNumber: facts.roomNumber,
    visitorName: facts.visitorName,
    endedAt: leg.closedAt,
    rating: leg.score,
    settingsVersion: by.version,
    measured: dialogueMeasures(facts, leg, counting.rules, by),
    tallies: facts.tallies.filter(({ legId }) => legId === leg.id).map(({ kind, text }) => ({ kind, text })),
  }
}

function dialogueMeasures(
  facts: ConversationFacts,
  leg: LegFacts,
  rules: FigureRules,
  { settings, isOneSession }: LegCounting,
): Measured {
  const session = isOneSession ? wholeSession(facts, leg, rules, settings) : ownSession(facts, leg, rules)
  const rated = leg.score !== null
  const isAsked = rules.isAskedForSatisfaction(
    { rated, invited: leg.invited, isSession: isSessionOfRating(facts, leg, isOneSession) },
    settings,
  )
  const measured: Measured = {
    transfersIn: Number(rules.isTransferIn(leg.origin)),
    transfersOut: rules.transfersOutOf(leg.end ?? ''),
    rounds: leg.rounds,
    repliedRounds: leg.repliedRounds,
    replyMs: leg.replyMs,
    repliesInTime: leg.repliesInTime,
    ...threeMinuteMeasures(leg, session, rules.countsVisitors(settings)),
    agentMessages: leg.agentMessages,
    visitorMessages: leg.visitorMessages,
    invites: Number(leg.invited),
    satisfactionBase: Number(isAsked),
    ...(rated ? { ratings: 1, [`rated${leg.score}`]: 1 } : {}),
    ...(session ? sessionMeasures(session, rules, settings) : {}),
  }
  return withoutNothing(measured)
}

/** An offline message; one that was left without a conversation is a visit too, which nobody could take. */
export function sharesOfOfflineMessage(facts: OfflineMessageFacts): Share[] {
  const replied =
    facts.repliedAt === null ? {} : { repliedMessages: 1, messageReplyMs: Math.max(0, facts.repliedAt - facts.at) }
  return [
    {
      kind: 'offlineMessage',
      id: facts.id,
      at: facts.at,
      group: facts.group,
      member: null,
      channelId: facts.channelId,
      conversationId: facts.conversationId,
      roomNumber: null,
      visitorName: facts.visitorName,
      endedAt: facts.repliedAt,
      rating: null,
      settingsVersion: null,
      measured: {
        offlineMessages: 1,
        ...(facts.conversationId === null ? { visits: 1, unstaffedMessages: 1 } : {}),
        ...replied,
      },
      tallies: [],
    },
  ]
}

/** Nothing of it is left out. Where one exists, the greatest of nothing is still something to compare with. */
function withoutNothing(measured: Measured): Measured {
  return Object.fromEntries(Object.entries(measured).filter(([key, value]) => value !== 0 || key === 'longestMs'))
}
