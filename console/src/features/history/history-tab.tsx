import type { ConversationView, EarlierView } from '@keqiao/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { errorWords } from '../../i18n/error-words'
import { clockTime, fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { previewText } from '../card/preview-text'
import { useHistoryJump } from '../conversation/thread/history-jump'
import { useConversation } from '../conversation/use-conversation'
import { useDesk } from '../desk/desk-context'
import { DetailLink } from '../dialogue/detail-link'
import { EmptyDrawing } from '../desk/empty-drawing'
import { useHelperPane } from '../desk/helper-pane'
import { useStore } from '../desk/use-store'
import { Stars } from '../rating/stars'
import { RefusedError } from '../session/session'
import { EarlierSummary } from '../summary/earlier-summary'
import './history-tab.css'

/** 历史: what this customer asked before. */
export function HistoryTab({ conversationId }: { conversationId: string | undefined }) {
  const { history } = useTexts()
  if (conversationId === undefined) return <p className="history-none">{history.none}</p>
  return <Opened key={conversationId} conversationId={conversationId} />
}

function Opened({ conversationId }: { conversationId: string }) {
  const conversation = useConversation(conversationId)
  return conversation && <Known conversation={conversation} id={conversationId} />
}

interface KnownProps {
  id: string
  conversation: NonNullable<ReturnType<typeof useConversation>>
}

function Known({ id, conversation }: KnownProps) {
  const { conversation: view } = useStore(conversation)
  return view && <List key={id} view={view} />
}

/** What is over hardly changes: another channel's dialogue may end meanwhile. */
const staleAfterMs = 60_000

function useEarlier(conversationId: string) {
  const { client } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  return useInfiniteQuery({
    enabled: connected,
    staleTime: staleAfterMs,
    queryKey: ['earlier', conversationId],
    queryFn: async ({ pageParam: before }) => {
      const reply = await client.call('conversation.listEarlier', {
        conversationId,
        ...(before !== null && { before }),
      })
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ earlier, more }) => (more ? earlier.at(-1)?.id : undefined),
    retry: (failures, error) => error instanceof RefusedError && error.error.retryable === true && failures < 3,
  })
}

function List({ view }: { view: ConversationView }) {
  const texts = useTexts()
  const { history } = texts
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useEarlier(view.id)
  const earlier = data?.pages.flatMap((page) => page.earlier) ?? []
  if (isPending) return <Loading />
  if (earlier.length === 0 && error === null) {
    return (
      <div className="list-face">
        <EmptyDrawing />
        <p className="list-face-title">{history.emptyTitle}</p>
        <p>{history.empty(view.visitor.name)}</p>
      </div>
    )
  }
  const failure = error && (
    <div className="list-face history-failure" role="alert">
      <p className="list-face-title">{history.loadFailed}</p>
      <p>{errorWords(texts, codeOf(error))}</p>
      <button
        type="button"
        className="small-button"
        onClick={() => void (earlier.length === 0 ? refetch() : fetchNextPage())}
      >
        {texts.conversation.retry}
      </button>
      <p className="list-face-code">{codeOf(error)}</p>
    </div>
  )
  return (
    <>
      <ul className="history-list">
        {earlier.map((one) => (
          <Line key={one.id} earlier={one} thread={view.id} />
        ))}
      </ul>
      {failure}
      {hasNextPage && !failure && (
        <button
          type="button"
          className="small-button history-more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {isFetchingNextPage ? history.moreLoading : history.more}
        </button>
      )}
    </>
  )
}

const codeOf = (error: Error) => (error instanceof RefusedError ? error.error.code : 'unknown')

/** One earlier conversation; pressed, the thread shows it. */
function Line({ earlier, thread }: { earlier: EarlierView; thread: string }) {
  const texts = useTexts()
  const { history } = texts
  const language = useLanguageTag()
  const { id, ordinal, openedAt, closedAt, agents, end, lastText } = earlier
  const show = () => {
    useHistoryJump.getState().goTo(thread, id)
    // Where the helper lies over the conversation, it would hide what was asked for.
    useHelperPane.getState().close()
  }
  const who = agents.length === 0 ? history.noAgent : history.agents(agents.map(({ nickname }) => nickname))
  const said = history.messages(earlier.visitorMessageCount + earlier.agentMessageCount)
  return (
    <li>
      <button type="button" className="history-line" title={history.open(ordinal)} onClick={show}>
        <span className="history-line-top">
          <span className="history-line-ordinal">{history.consultation(ordinal)}</span>
          <time>
            {fullDate(openedAt, language)}{' '}
            {history.between(clockTime(openedAt, language), clockTime(closedAt, language))}
          </time>
        </span>
        <span className="history-line-text ellipsis">
          {lastText === '' ? history.noWords : previewText(lastText, texts)}
        </span>
        {earlier.summaries?.map((one, index) => (
          <EarlierSummary key={index} summary={one} />
        ))}
        {typeof earlier.score === 'number' && <Stars score={earlier.score} />}
        <span className="history-line-facts ellipsis">{[who, history.ends[end], said].join(' · ')}</span>
      </button>
      <DetailLink legId={earlier.legId} className="history-detail">
        {history.detail}
      </DetailLink>
    </li>
  )
}

/** Grey bars of the real row height; late, so that a quick answer never shows them. */
function Loading() {
  const { history } = useTexts()
  return (
    <div className="loading-rows" role="status" aria-label={history.loading}>
      {['w1', 'w2', 'w3'].map((width) => (
        <div key={width} className="loading-row history-loading">
          <span />
          <span className={width} />
          <span />
        </div>
      ))}
    </div>
  )
}
