import type { DialogueDetailView, EventView } from '@keqiao/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useLanguageTag, zonedClock } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { wordsOf } from '../conversation/thread/plain-rows'
import { OrderCard } from '../card/order-card'
import { ProductCard } from '../card/product-card'
import { StyledText } from '../conversation/thread/styled-text'
import { rowsOf, type ThreadItem } from '../conversation/thread/thread-items'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { RefusedError } from '../session/session'

interface TranscriptProps {
  dialogue: DialogueDetailView
  /** The message to show first. */
  seq: number | undefined
  timeZone: string
}

/** Events of a page. */
const pageEvents = 200

/** The conversation's events, the latest page first; earlier ones when asked for, or while the wanted one is not there. */
function useTranscript({ conversationId }: DialogueDetailView, seq: number | undefined) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  const asked = useInfiniteQuery({
    enabled: connected,
    retry: false,
    queryKey: ['asked', me.tenant.id, 'conversation.history', conversationId],
    queryFn: async ({ pageParam: beforeSeq }) => {
      const reply = await client.call('conversation.history', { conversationId, beforeSeq, limit: pageEvents })
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result
    },
    initialPageParam: Number.MAX_SAFE_INTEGER,
    getNextPageParam: ({ events, more }) => (more ? events[0]?.seq : undefined),
  })
  const events = asked.data?.pages.toReversed().flatMap((page) => page.events)
  const missing = seq !== undefined && asked.hasNextPage && (events?.[0]?.seq ?? 0) > seq
  const { isFetching, fetchNextPage } = asked
  useEffect(() => {
    if (missing && !isFetching) void fetchNextPage()
  }, [missing, isFetching, fetchNextPage])
  return { ...asked, events: missing ? undefined : events }
}

/** What was said, with notes and what happened, as the staff sees it. */
export function Transcript({ dialogue, seq, timeZone }: TranscriptProps) {
  const { dialogues } = useTexts()
  const { detail: words } = dialogues
  const { me } = useDesk()
  const { events, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTranscript(dialogue, seq)
  const target = useRef<HTMLDivElement>(null)
  const loaded = events !== undefined
  useEffect(() => {
    if (loaded) target.current?.scrollIntoView({ block: 'center' })
  }, [loaded, seq])
  if (!events) return error ? <PageFailed error={error} onRetry={() => void refetch()} /> : <PageLoading rows={8} />
  const rows = rowsOf(events, { memberId: me.member.id, nickname: me.member.nickname }, 'transcript ')
  if (rows.length === 0) return <PageEmpty text={words.noMessages} />
  const began = events.find((event) => event.type === 'leg.opened' && event.payload.legId === dialogue.id)
  const wanted = seq ?? (dialogue.ordinal > 1 ? began?.seq : undefined)
  const keyOfWanted = wanted === undefined ? null : keyAt(events, rows, wanted)
  return (
    <div className="transcript">
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.earlier}
        </Button>
      )}
      {rows.map((row) => (
        <div
          key={row.key}
          ref={row.key === keyOfWanted ? target : null}
          data-found={seq !== undefined && row.key === keyOfWanted}
        >
          <Row row={row} timeZone={timeZone} />
        </div>
      ))}
    </div>
  )
}

/** The key of the row of an event, or of the first one after it that has a row. */
function keyAt(events: readonly EventView[], rows: readonly ThreadItem[], seq: number): string | null {
  const after = events.find((event) => event.seq >= seq)
  return (
    rows.find((row) => row.at >= (after?.at ?? Infinity) && (row.kind !== 'message' || (row.seq ?? 0) >= seq))?.key ??
    null
  )
}

function Row({ row, timeZone }: { row: ThreadItem; timeZone: string }) {
  const texts = useTexts()
  const { detail: words } = texts.dialogues
  const language = useLanguageTag()
  const time = <time>{zonedClock(row.at, timeZone, language)}</time>
  switch (row.kind) {
    case 'system':
      return (
        <p className="transcript-line transcript-event">
          {time}
          <span>{wordsOf(row.event, texts)}</span>
        </p>
      )
    case 'note':
    case 'whisper':
      // What was whispered to somebody else is not for the reader.
      if (row.text === null) return null
      return (
        <p className="transcript-line transcript-note">
          {time}
          <span>
            <Icon name="lock" small /> {words.note(row.author)}
          </span>
          <span className="transcript-text">{row.text}</span>
        </p>
      )
    case 'message':
      return (
        <p className="transcript-line" data-side={row.side}>
          {time}
          <span className="transcript-author ellipsis" title={row.author}>
            {row.author}
          </span>
          <span className="transcript-text">
            <Said row={row} />
          </span>
        </p>
      )
    case 'day':
    case 'consultation':
    case 'unread':
      return null
  }
}

function Said({ row: { body, side } }: { row: Extract<ThreadItem, { kind: 'message' }> }) {
  const { detail: words } = useTexts().dialogues
  if (body === null) return null
  switch (body.kind) {
    case 'text':
      return <StyledText body={body} side={side} />
    case 'image':
      return (
        <a href={body.url} target="_blank" rel="noreferrer noopener" title={body.name}>
          <img className="transcript-picture" src={body.url} alt={body.name} loading="lazy" />
        </a>
      )
    case 'product':
      return <ProductCard product={body} />
    case 'order':
      return <OrderCard order={body} />
    case 'recalled':
      return <i className="dialogue-quiet">{words.recalled}</i>
    default:
      return (
        <a href={body.url} target="_blank" rel="noreferrer noopener">
          {body.name}
        </a>
      )
  }
}
