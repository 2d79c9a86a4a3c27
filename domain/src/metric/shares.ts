import type { ConversationFacts, LegFacts, Named } from './conversation-facts'
import type { Measured } from './measures'
import type { OfflineMessageFacts } from './offline-message-facts'
import type { FigureRules } from './rules'

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
  readonly measured: Measured
  readonly tallies: readonly { readonly kind: 'reason' | 'category'; readonly text: string }[]
}

/** The visit and each dialogue of a conversation. */
export function sharesOfConversation(facts: ConversationFacts, rules: FigureRules): Share[] {
  return [visitShare(facts, rules), ...facts.legs.map((leg) => dialogueShare(facts, leg, rules))]
}

function visitShare(facts: ConversationFacts, rules: FigureRules): Share {
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
    measured: visitMeasures(facts, rules),
    tallies: [],
  }
}

function visitMeasures(facts: ConversationFacts, rules: FigureRules): Measured {
  const { outcome, outcomeAt, at } = facts
  if (outcome === null || outcomeAt === null) return {}
  const waitMs = outcomeAt - at
  if (outcome !== 'accepted') {
    const left: Measured = outcome === 'abandoned' ? { abandoned: 1, abandonWaitMs: waitMs } : { queueMessages: 1 }
    return { visits: 1, queued: 1, ...left }
  }
  const valid = rules.isValid({ visitor: facts.visitorMessages, agent: facts.agentMessages })
  return {
    visits: 1,
    accepted: 1,
    ...(valid ? { validSessions: 1 } : {}),
    ...(waitMs >= rules.queuedFromMs ? { queued: 1, queuedAccepted: 1, waitMs, longestWaitMs: waitMs } : {}),
  }
}

function dialogueShare(facts: ConversationFacts, leg: LegFacts, rules: FigureRules): Share {
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
    measured: dialogueMeasures(facts, leg, rules),
    tallies: facts.tallies.filter(({ legId }) => legId === leg.id).map(({ kind, text }) => ({ kind, text })),
  }
}

function dialogueMeasures(facts: ConversationFacts, leg: LegFacts, rules: FigureRules): Measured {
  const valid = rules.isValid({ visitor: leg.visitorMessages, agent: leg.agentMessages })
  const measured: Measured = {
    dialogues: 1,
    validDialogues: Number(valid),
    visitorDialogues: Number(leg.origin === 'visitor'),
    transfersIn: Number(rules.isTransferIn(leg.origin)),
    transfersOut: rules.transfersOutOf(leg.end ?? ''),
    repliedDialogues: Number(leg.agentMessages > 0),
    firstReplyMs: leg.firstReplyMs ?? 0,
    firstRepliesInTime: Number(leg.rounds > 0 && leg.firstReplyMs !== null && leg.firstReplyMs <= rules.inTimeMs),
    dialoguesWithRound: Number(leg.rounds > 0),
    rounds: leg.rounds,
    repliedRounds: leg.repliedRounds,
    replyMs: leg.replyMs,
    repliesInTime: leg.repliesInTime,
    dayRounds: leg.dayRounds,
    dayRoundsInThree: leg.dayRoundsInThree,
    agentMessages: leg.agentMessages,
    visitorMessages: leg.visitorMessages,
    invites: Number(leg.invited),
    ...(leg.score === null ? {} : { ratings: 1, [`rated${leg.score}`]: 1 }),
    ...durationMeasures(rules.durationOf(leg, facts.lastAt), valid),
  }
  return withoutNothing(measured)
}

function durationMeasures(durationMs: number | null, valid: boolean): Measured {
  if (durationMs === null) return {}
  const all = { closedDialogues: 1, durationMs, longestMs: durationMs }
  return valid ? { ...all, closedValidDialogues: 1, validDurationMs: durationMs } : all
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
