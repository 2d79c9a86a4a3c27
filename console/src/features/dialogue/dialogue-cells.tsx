import type { DialogueView } from '@keqiao/contract'
import type { DialogueColumn } from '@keqiao/contract/dialogue-columns'
import type { ReactNode } from 'react'
import type { Catalogue } from '../../i18n/catalogue'

/** What is shown when nobody chose columns: the order of the reference. */
export const defaultColumns: readonly DialogueColumn[] = [
  ...(['roomNumber', 'visitor', 'member', 'group', 'openedAt', 'durationMs', 'firstReplyMs'] as const),
  ...(['origin', 'end', 'valid', 'rating'] as const),
]

/** Columns of figures, which stand at the right. */
export const figureColumns: ReadonlySet<DialogueColumn> = new Set<DialogueColumn>([
  ...(['durationMs', 'waitMs', 'firstReplyMs', 'replyMeanMs', 'roundCount'] as const),
  ...(['visitorMessageCount', 'agentMessageCount', 'fileCount'] as const),
])

/** A first reply later than this is amber, as at the desk. Milliseconds. */
const lateReplyMs = 30_000
/** A score up to this is red. */
const lowScore = 2

export interface CellTools {
  readonly texts: Catalogue
  /** Date and time on the merchant's clocks. */
  readonly time: (at: number) => string
  readonly duration: (ms: number) => string
}

const nothing = '—'
const orNothing = <Value,>(value: Value | null, show: (value: Value) => ReactNode): ReactNode =>
  value === null ? nothing : show(value)

/** How each column shows its value. One more column is a line here. */
export const dialogueCells: {
  readonly [Column in DialogueColumn]: (row: DialogueView, tools: CellTools) => ReactNode
} = {
  roomNumber: ({ roomNumber }, { texts }) => texts.dialogues.room(roomNumber),
  visitor: ({ visitor }) => <span className="ellipsis dialogue-name">{visitor.displayName ?? visitor.name}</span>,
  member: ({ member }) => <span className="ellipsis dialogue-name">{member.nickname}</span>,
  group: ({ group }) => <span className="ellipsis dialogue-name">{group.name}</span>,
  channel: ({ channel }) => <span className="ellipsis dialogue-name">{channel.name}</span>,
  openedAt: ({ openedAt }, { time }) => time(openedAt),
  closedAt: ({ closedAt }, { time }) => orNothing(closedAt, time),
  durationMs: ({ durationMs }, { duration }) => orNothing(durationMs, duration),
  waitMs: ({ waitMs }, { duration }) => orNothing(waitMs, duration),
  firstReplyMs: ({ firstReplyMs }, { duration }) =>
    orNothing(firstReplyMs, (ms) =>
      ms > lateReplyMs ? <b className="dialogue-late">{duration(ms)}</b> : duration(ms),
    ),
  replyMeanMs: ({ replyMeanMs }, { duration }) => orNothing(replyMeanMs, duration),
  roundCount: ({ roundCount }) => orNothing(roundCount, String),
  visitorMessageCount: ({ visitorMessageCount }) => orNothing(visitorMessageCount, String),
  agentMessageCount: ({ agentMessageCount }) => orNothing(agentMessageCount, String),
  fileCount: ({ fileCount }) => orNothing(fileCount, String),
  origin: ({ origin }, { texts }) => {
    const words = texts.dialogues.choices.origin[origin]
    return origin === 'transfer' ? <span className="dialogue-tag tag-blue">{words}</span> : words
  },
  end: ({ end }, { texts }) => {
    const words = texts.dialogues.choices.end[end ?? 'open']
    return end === 'system' || end === null ? <span className="dialogue-tag">{words}</span> : words
  },
  valid: ({ valid }, { texts }) =>
    orNothing(valid, (is) => (
      <span className={is ? 'dialogue-valid' : 'dialogue-tag'}>
        {texts.dialogues.choices.valid[is ? 'true' : 'false']}
      </span>
    )),
  rating: ({ rating: { score, invited } }, { texts: { dialogues: words } }) =>
    score === null ? (
      <span className="dialogue-quiet">{invited ? words.invited : words.unrated}</span>
    ) : (
      <span className={score <= lowScore ? 'dialogue-tag tag-red' : ''}>★ {words.score(score)}</span>
    ),
  category: ({ summary }) => <span className="ellipsis dialogue-category">{summary?.category ?? nothing}</span>,
  solved: ({ summary }, { texts }) =>
    orNothing(summary?.solved ?? null, (is) => texts.dialogues.choices.solved[is ? 'true' : 'false']),
  region: ({ region }) => region ?? nothing,
  page: ({ page }) => (
    <span className="ellipsis dialogue-category" title={page?.url}>
      {page ? page.title || page.url : nothing}
    </span>
  ),
}
