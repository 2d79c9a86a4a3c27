import type { MessageHitView } from '@keqiao/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { RefusedError } from '../session/session'
import type { DialoguesSearch } from './dialogues-search'
import { useCellTools } from './use-cell-tools'

interface MessageSearchProps {
  search: DialoguesSearch
  timeZone: string
  onShow: (search: DialoguesSearch, replace?: boolean) => void
}

/** What was said, wherever: the newest first, each hit one press from its place. */
export function MessageSearch({ search, timeZone, onShow }: MessageSearchProps) {
  const { dialogues } = useTexts()
  const { find: words } = dialogues
  const [typed, setTyped] = useState(search.q ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { id: _id, seq: _seq, q: _q, ...rest } = search
    onShow({ ...rest, ...(typed.trim() !== '' && { q: typed.trim() }) }, false)
  }
  return (
    <>
      <form className="find-form" role="search" onSubmit={submit}>
        <input
          type="search"
          aria-label={words.label}
          placeholder={words.hint}
          value={typed}
          maxLength={100}
          autoFocus
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="primary" size="small" htmlType="submit">
          {words.search}
        </Button>
      </form>
      <div className="page-scroll">
        {search.q === undefined ? (
          <PageEmpty text={words.begin} hint={words.beginHint} />
        ) : (
          <Hits key={search.q} words={search.q} search={search} timeZone={timeZone} onShow={onShow} />
        )}
      </div>
    </>
  )
}

function useHits(asked: string) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  return useInfiniteQuery({
    enabled: connected,
    retry: false,
    queryKey: ['asked', me.tenant.id, 'dialogue.find', asked],
    queryFn: async ({ pageParam: before }) => {
      const reply = await client.call('dialogue.find', { words: asked, ...(before !== null && { before }) })
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

function Hits({ words: asked, search, timeZone, onShow }: MessageSearchProps & { words: string }) {
  const { dialogues } = useTexts()
  const { find: words } = dialogues
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useHits(asked)
  const hits = data?.pages.flatMap((page) => page.hits)
  if (!hits) return error ? <PageFailed error={error} onRetry={() => void refetch()} /> : <PageLoading rows={8} />
  if (hits.length === 0) return <PageEmpty text={words.none(asked)} hint={words.noneHint} />
  return (
    <>
      <ul className="find-hits" aria-label={words.results}>
        {hits.map((hit) => (
          <Hit
            key={`${hit.conversationId} ${hit.seq}`}
            hit={hit}
            timeZone={timeZone}
            shown={search.seq === hit.seq && search.id === hit.legId}
            onOpen={(id) => onShow({ ...search, id, seq: hit.seq })}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}

interface HitProps {
  hit: MessageHitView
  timeZone: string
  shown: boolean
  onOpen: (legId: string) => void
}

function Hit({ hit, timeZone, shown, onOpen }: HitProps) {
  const { dialogues } = useTexts()
  const { find: words } = dialogues
  const { time } = useCellTools(timeZone)
  const { legId } = hit
  return (
    <li>
      <button
        type="button"
        className="find-hit"
        aria-pressed={shown}
        aria-label={words.open(hit.roomNumber)}
        disabled={legId === null}
        onClick={() => legId !== null && onOpen(legId)}
      >
        <span className="find-head">
          <b>{dialogues.room(hit.roomNumber)}</b>
          <span>{`${words.from[hit.from]} · ${hit.author}`}</span>
          <time>{time(hit.at)}</time>
        </span>
        <span className="find-text">{marked(hit)}</span>
      </button>
    </li>
  )
}

/** The text with what was found marked. */
export function marked({ text, marks }: Pick<MessageHitView, 'text' | 'marks'>): ReactNode[] {
  const pieces: ReactNode[] = []
  let at = 0
  for (const [from, to] of marks) {
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...pieces, text.slice(at)]
}
