import type { ConversationFacts, LegFacts } from './conversation-facts'
import type { Measured } from './measures'
import type { FigureRules } from './rules'
import type { FigureSettings } from './settings-history'

/** One 会话 as it counts: a dialogue, or all dialogues of a conversation. */
export interface Session {
  readonly isByVisitor: boolean
  readonly visitorMessages: number
  readonly agentMessages: number
  readonly firstReplyMs: number | null
  readonly hasRound: boolean
  readonly dayRounds: number
  readonly dayRoundsInThree: number
  /** Null: it does not count yet. */
  readonly durationMs: number | null
}

/** A dialogue as a session of its own. */
export function ownSession({ lastAt }: ConversationFacts, leg: LegFacts, rules: FigureRules): Session {
  const durationMs = rules.durationOf(leg, lastAt)
  return { ...leg, isByVisitor: leg.origin === 'visitor', hasRound: leg.rounds > 0, durationMs }
}

/** All dialogues of a conversation as one session, for the first of them; null for those that follow. */
export function wholeSession(
  facts: ConversationFacts,
  leg: LegFacts,
  rules: FigureRules,
  settings: FigureSettings,
): Session | null {
  const { legs, lastAt } = facts
  if (leg.id !== legs[0]?.id) return null
  const sum = (of: (one: LegFacts) => number) => legs.reduce((total, one) => total + of(one), 0)
  const closedAt = facts.closedAt === null ? null : (legs.at(-1)?.closedAt ?? null)
  return {
    isByVisitor: leg.origin === 'visitor',
    visitorMessages: facts.visitorMessages,
    agentMessages: facts.agentMessages,
    firstReplyMs: firstReplyOf(legs, leg.at, rules, settings),
    hasRound: legs.some(({ rounds }) => rounds > 0),
    dayRounds: sum(({ dayRounds }) => dayRounds),
    dayRoundsInThree: sum(({ dayRoundsInThree }) => dayRoundsInThree),
    durationMs: rules.durationOf({ at: leg.at, closedAt }, lastAt),
  }
}

/** Of a conversation that is one session: it was accepted once, and whoever answers first answers for all. */
function firstReplyOf(
  legs: readonly LegFacts[],
  acceptedAt: number,
  rules: FigureRules,
  settings: FigureSettings,
): number | null {
  const first = legs.find(({ firstReply }) => firstReply !== undefined)?.firstReply
  if (!first) return null
  return Math.max(0, first.at - rules.firstReplyFrom({ acceptedAt, askedAt: first.askedAt }, settings))
}

/** What is counted of a session once, whoever took it over. */
export function sessionMeasures(session: Session, rules: FigureRules, settings: FigureSettings): Measured {
  const { visitorMessages, agentMessages, firstReplyMs, hasRound } = session
  const valid = rules.isValid({ visitor: visitorMessages, agent: agentMessages }, settings)
  const isInTime = hasRound && firstReplyMs !== null && firstReplyMs <= rules.firstReplyInTimeMs(settings)
  return {
    dialogues: 1,
    validDialogues: Number(valid),
    visitorDialogues: Number(session.isByVisitor),
    repliedDialogues: Number(agentMessages > 0),
    firstReplyMs: firstReplyMs ?? 0,
    firstRepliesInTime: Number(isInTime),
    dialoguesWithRound: Number(hasRound),
    ...durationMeasures(session.durationMs, valid),
  }
}

function durationMeasures(durationMs: number | null, valid: boolean): Measured {
  if (durationMs === null) return {}
  const all = { closedDialogues: 1, durationMs, longestMs: durationMs }
  return valid ? { ...all, closedValidDialogues: 1, validDurationMs: durationMs } : all
}

/** 3分钟回复率: each round of a dialogue, or each visitor served, who counts as answered in time if he always was. */
export function threeMinuteMeasures(leg: LegFacts, session: Session | null, countsVisitors: boolean): Measured {
  if (!countsVisitors) return { dayRounds: leg.dayRounds, dayRoundsInThree: leg.dayRoundsInThree }
  if (!session || session.dayRounds === 0) return {}
  return { dayRounds: 1, dayRoundsInThree: Number(session.dayRounds === session.dayRoundsInThree) }
}

/**
 * Whether a dialogue stands for its session below the line of 满意率: where several are one session, the one that was
 * rated, so that a session stands there once; else the first.
 */
export function isSessionOfRating({ legs }: ConversationFacts, leg: LegFacts, isOneSession: boolean): boolean {
  if (!isOneSession) return true
  return (legs.find(({ score }) => score !== null) ?? legs[0])?.id === leg.id
}
