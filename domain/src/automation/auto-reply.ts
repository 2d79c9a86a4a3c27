/**
 * 自动回复 by situation (CON-21): what the product says in the merchant's words, and when. All instants are epoch
 * milliseconds.
 */
export const autoReplySituations = ['unstaffed', 'waiting', 'accepted', 'agentSilent', 'beforeClose', 'ended'] as const

/** When something is said by itself. */
export type AutoReplySituation = (typeof autoReplySituations)[number]

/** Of which situation, whether it is on, and how long it takes. */
export type AutoReplyRules = Readonly<Record<AutoReplySituation, { readonly on: boolean; readonly afterMs: number }>>

/** What is looked at of a conversation that goes on. */
export interface AutoReplyFacts {
  readonly queuedAt: number | null
  /** Somebody of its group is there. */
  readonly staffed: boolean
  readonly legOpenedAt: number | null
  readonly legId: string | null
  readonly unansweredSince: number | null
  /** When the system would end it by silence; null: not as it stands. */
  readonly silenceDueAt: number | null
  /** When the visitor or an agent spoke last. */
  readonly lastSpokenAt: number | null
}

/** Something to be said; `round` makes it once: the same leg, the same wait, the same silence. */
export interface AutoReplyDue {
  readonly situation: AutoReplySituation
  readonly round: string
  readonly at: number
}

/** A greeting that is this late is no greeting any more. */
const greetingWithinMs = 60_000

/** What is to be said in a conversation as it stands, each with its time; what is not due yet is due then at the earliest. */
export function autoRepliesOf(facts: AutoReplyFacts, rules: AutoReplyRules, now: number): AutoReplyDue[] {
  const { queuedAt, staffed, legOpenedAt, legId, unansweredSince, silenceDueAt, lastSpokenAt } = facts
  const due: AutoReplyDue[] = []
  const add = (situation: AutoReplySituation, round: string, at: number) => {
    if (rules[situation].on) due.push({ situation, round, at })
  }
  if (legId === null || legOpenedAt === null) {
    if (queuedAt === null) return due
    if (!staffed) add('unstaffed', 'line', queuedAt)
    else add('waiting', 'line', queuedAt + rules.waiting.afterMs)
    return due
  }
  if (now - legOpenedAt < greetingWithinMs) add('accepted', legId, legOpenedAt)
  if (unansweredSince !== null) {
    const since = Math.max(unansweredSince, legOpenedAt)
    add('agentSilent', String(unansweredSince), since + rules.agentSilent.afterMs)
  } else if (silenceDueAt !== null) {
    add('beforeClose', String(lastSpokenAt ?? legOpenedAt), silenceDueAt - rules.beforeClose.afterMs)
  }
  return due
}

/** Puts names into a text: `{agent}`, `{shop}`, `{visitor}`; what is no name stays as it stands. */
export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(names, name) ? (names[name] ?? '') : whole))
}
