import type { ConversationView, EventView } from '@keqiao/contract'
import type { ReactNode } from 'react'
import { clockTime, durationWords, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Stars } from '../rating/stars'

interface SummaryContextProps {
  view: ConversationView
  events: readonly EventView[]
  firstReplyMs: number | null
}

/** Of what was said, the last: enough to remember the dialogue by. */
const shownMessages = 6

/** 这通对话: what one would otherwise look up while writing. */
export function SummaryContext({ view, events, firstReplyMs }: SummaryContextProps) {
  const texts = useTexts()
  const { summary, contact, rating } = texts
  const language = useLanguageTag()
  const { acceptedAt, openedAt, closedAt, staff } = view
  const lasted = durationWords((closedAt ?? Date.now()) - (acceptedAt ?? openedAt), texts)
  const facts: readonly (readonly [string, ReactNode])[] = [
    [summary.origin, summary.origins[view.legOrigin ?? 'visitor']],
    [
      summary.end,
      closedAt === null || !view.end ? summary.goesOn : `${contact.ends[view.end]} ${clockTime(closedAt, language)}`,
    ],
    [summary.lasted, lasted],
    [summary.firstReply, firstReplyMs === null ? summary.noReply : durationWords(firstReplyMs, texts)],
    [summary.messages, summary.messageCounts(view.visitorMessageCount, view.agentMessageCount)],
    [
      summary.rating,
      staff?.score === null || staff?.score === undefined ? (
        staff?.invited ? (
          rating.invited
        ) : (
          rating.none
        )
      ) : (
        <Stars score={staff.score} />
      ),
    ],
  ]
  const said = events.filter((event) => event.type === 'message.sent').slice(-shownMessages)
  return (
    <aside className="summary-context">
      <h3>{summary.context}</h3>
      <dl>
        {facts.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{summary.exchange}</h3>
      {said.length === 0 && <p>{summary.noWords}</p>}
      {said.map((event) => (
        <div key={event.seq} className="summary-said">
          <small>
            {event.payload.from === 'visitor' ? summary.visitor : summary.agent} {clockTime(event.at, language)}
          </small>
          <p>{wordsOf(event.payload.body, texts)}</p>
        </div>
      ))}
    </aside>
  )
}

type Body = Extract<EventView, { type: 'message.sent' }>['payload']['body']

function wordsOf(body: Body, { message, card }: ReturnType<typeof useTexts>): string {
  if (body.kind === 'text') return body.text
  if (body.kind === 'product') return `${card.productMark} ${body.title}`
  if (body.kind === 'order') return `${card.orderMark} ${body.number}`
  if (body.kind === 'image') return message.image
  return body.kind === 'recalled' ? message.recalled : message.file(body.name)
}
