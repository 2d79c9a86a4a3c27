import { zoneHoldsFrom } from './zone-history'

/** What a merchant decides about figures where vendors differ most (统计口径, the last line of metrics.md). */
export interface FigureSettings {
  /** X of 首响X秒应答率. */
  readonly firstReplySeconds: number
  /** X of X秒应答率. */
  readonly replySeconds: number
  /** From when 首响 runs: the later of the two others, acceptance, or the visitor's first unanswered message. */
  readonly firstReplyFrom: 'later' | 'accepted' | 'asked'
  /** Who has to have said something, so that a session is 有效. */
  readonly validBy: 'visitor' | 'agent' | 'both'
  /** What 3分钟回复率 counts: rounds, or visitors served, all of whose rounds have to be in time. */
  readonly threeMinutesOf: 'rounds' | 'visitors'
  /** Whether a dialogue that goes on after another one is a session of its own. */
  readonly transfers: 'own' | 'same'
  /** What stands below the line of 满意率. */
  readonly satisfactionOf: 'ratings' | 'invites' | 'dialogues'
}

/** What is counted by until a merchant decides something else. */
export const figureSettingsAtFirst: FigureSettings = {
  firstReplySeconds: 30,
  replySeconds: 30,
  firstReplyFrom: 'later',
  validBy: 'visitor',
  threeMinutesOf: 'rounds',
  transfers: 'own',
  satisfactionOf: 'ratings',
}

/** Settings and since when they hold. `version` is the setting's. */
export interface SettingsSpan {
  readonly fromAt: number
  readonly version: number
  readonly settings: FigureSettings
}

/** A merchant's settings in order; the first ones have held for ever. */
export type SettingsHistory = readonly SettingsSpan[]

/** Before anybody has changed anything. */
export const settingsSpanAtFirst: SettingsSpan = { fromAt: 0, version: 0, settings: figureSettingsAtFirst }

/**
 * The history with a change added. It holds from the same instant as a change of the zone would, and for the same reason:
 * a reader of the log has met it before whatever it is to count by it. A later change before then replaces this one.
 */
export function withSettings(
  history: SettingsHistory,
  changedAt: number,
  changes: Partial<FigureSettings>,
  version: number,
): SettingsHistory {
  const fromAt = zoneHoldsFrom(changedAt)
  const settings = { ...(history.at(-1) ?? settingsSpanAtFirst).settings, ...changes }
  return [...history.filter((span) => span.fromAt < fromAt), { fromAt, version, settings }]
}

/** The settings in force at an instant. */
export function settingsAt(history: SettingsHistory, at: number): SettingsSpan {
  return history.findLast((span) => span.fromAt <= at) ?? history[0] ?? settingsSpanAtFirst
}

/** Those that held somewhere from an instant to before another, in order; one at least. */
export function settingsWithin(history: SettingsHistory, from: number, to: number): SettingsHistory {
  const first = settingsAt(history, from)
  return [first, ...history.filter((span) => span.fromAt > Math.max(from, first.fromAt) && span.fromAt < to)]
}
