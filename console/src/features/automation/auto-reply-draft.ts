import type { AutoReplySettings, ChannelAutoReplies, LocalizedText } from '@keqiao/contract'

/** One situation as it is typed; `seconds` is null where nothing is waited for. */
export interface SituationDraft {
  readonly on: boolean
  readonly text: LocalizedText
  readonly seconds: string | null
}

/** What has words of its own: the situations of a dialogue, and the form outside business hours. */
export type Situation = keyof AutoReplySettings

export type AutoReplyDraft = Readonly<Record<Situation, SituationDraft>>

/** Of one channel; null: as all the others. */
export type ChannelReplyDraft = Readonly<Record<Situation, SituationDraft | null>>

/** In the order in which a dialogue goes through them. */
export const situations = [
  'unstaffed',
  'waiting',
  'accepted',
  'agentSilent',
  'beforeClose',
  'ended',
  'outsideHours',
] as const

/** What the contract takes of the times, in seconds (a test compares). */
export const secondsBounds: Readonly<Partial<Record<Situation, readonly [number, number]>>> = {
  waiting: [10, 3_600],
  agentSilent: [30, 3_600],
  beforeClose: [15, 600],
}

const of = ({ on, text, afterSeconds }: { on: boolean; text: LocalizedText; afterSeconds?: number }) => ({
  on,
  text,
  seconds: afterSeconds === undefined ? null : String(afterSeconds),
})

/** The form of what is stored. */
export function draftOf(settings: AutoReplySettings): AutoReplyDraft {
  return {
    unstaffed: of(settings.unstaffed),
    waiting: of(settings.waiting),
    accepted: of(settings.accepted),
    agentSilent: of(settings.agentSilent),
    beforeClose: of(settings.beforeClose),
    ended: of(settings.ended),
    outsideHours: of(settings.outsideHours),
  }
}

const plain = ({ on, text }: SituationDraft) => ({ on, text })
const timed = (one: SituationDraft) => ({ ...plain(one), afterSeconds: Number(one.seconds) })

/** What is asked for. */
export function settingsOf(draft: AutoReplyDraft): AutoReplySettings {
  return {
    unstaffed: plain(draft.unstaffed),
    waiting: timed(draft.waiting),
    accepted: plain(draft.accepted),
    agentSilent: timed(draft.agentSilent),
    beforeClose: timed(draft.beforeClose),
    ended: plain(draft.ended),
    outsideHours: plain(draft.outsideHours),
  }
}

/** Whether a time cannot be stored as it is typed. */
export function isWrong(situation: Situation, { seconds }: SituationDraft): boolean {
  const bounds = secondsBounds[situation]
  if (!bounds || seconds === null) return false
  const value = Number(seconds)
  return !/^\d{1,4}$/.test(seconds) || value < bounds[0] || value > bounds[1]
}

/** The form of what a channel has of its own. */
export function channelDraftOf(replies: ChannelAutoReplies): ChannelReplyDraft {
  return {
    unstaffed: replies.unstaffed ? of(replies.unstaffed) : null,
    waiting: replies.waiting ? of(replies.waiting) : null,
    accepted: replies.accepted ? of(replies.accepted) : null,
    agentSilent: replies.agentSilent ? of(replies.agentSilent) : null,
    beforeClose: replies.beforeClose ? of(replies.beforeClose) : null,
    ended: replies.ended ? of(replies.ended) : null,
    outsideHours: replies.outsideHours ? of(replies.outsideHours) : null,
  }
}

/** What is asked for; a situation that is as all the others is left out. */
export function channelRepliesOf(draft: ChannelReplyDraft): ChannelAutoReplies {
  return {
    ...(draft.unstaffed && { unstaffed: plain(draft.unstaffed) }),
    ...(draft.waiting && { waiting: timed(draft.waiting) }),
    ...(draft.accepted && { accepted: plain(draft.accepted) }),
    ...(draft.agentSilent && { agentSilent: timed(draft.agentSilent) }),
    ...(draft.beforeClose && { beforeClose: timed(draft.beforeClose) }),
    ...(draft.ended && { ended: plain(draft.ended) }),
    ...(draft.outsideHours && { outsideHours: plain(draft.outsideHours) }),
  }
}
