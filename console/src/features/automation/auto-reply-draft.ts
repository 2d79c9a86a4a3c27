import type { AutoReplySettings, LocalizedText } from '@keqiao/contract'
import type { AutoReplySituation } from '@keqiao/domain'

/** One situation as it is typed; `seconds` is null where nothing is waited for. */
export interface SituationDraft {
  readonly on: boolean
  readonly text: LocalizedText
  readonly seconds: string | null
}

export type AutoReplyDraft = Readonly<Record<AutoReplySituation, SituationDraft>>

/** In the order in which a dialogue goes through them. */
export const situations = ['unstaffed', 'waiting', 'accepted', 'agentSilent', 'beforeClose', 'ended'] as const

/** What the contract takes of the times, in seconds (a test compares). */
export const secondsBounds: Readonly<Partial<Record<AutoReplySituation, readonly [number, number]>>> = {
  waiting: [10, 3_600],
  agentSilent: [30, 3_600],
  beforeClose: [15, 600],
}

/** The form of what is stored. */
export function draftOf(settings: AutoReplySettings): AutoReplyDraft {
  const of = ({ on, text, afterSeconds }: { on: boolean; text: LocalizedText; afterSeconds?: number }) => ({
    on,
    text,
    seconds: afterSeconds === undefined ? null : String(afterSeconds),
  })
  return {
    unstaffed: of(settings.unstaffed),
    waiting: of(settings.waiting),
    accepted: of(settings.accepted),
    agentSilent: of(settings.agentSilent),
    beforeClose: of(settings.beforeClose),
    ended: of(settings.ended),
  }
}

/** What is asked for. */
export function settingsOf(draft: AutoReplyDraft): AutoReplySettings {
  const plain = ({ on, text }: SituationDraft) => ({ on, text })
  const timed = (one: SituationDraft) => ({ ...plain(one), afterSeconds: Number(one.seconds) })
  return {
    unstaffed: plain(draft.unstaffed),
    waiting: timed(draft.waiting),
    accepted: plain(draft.accepted),
    agentSilent: timed(draft.agentSilent),
    beforeClose: timed(draft.beforeClose),
    ended: plain(draft.ended),
  }
}

/** Whether a time cannot be stored as it is typed. */
export function isWrong(situation: AutoReplySituation, { seconds }: SituationDraft): boolean {
  const bounds = secondsBounds[situation]
  if (!bounds || seconds === null) return false
  const value = Number(seconds)
  return !/^\d{1,4}$/.test(seconds) || value < bounds[0] || value > bounds[1]
}
