import { Button } from 'antd'
import { useEffect, type ReactNode } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { EmptyDrawing } from '../desk/empty-drawing'
import { RefusedError } from '../session/session'
import { useOperatorChanged, useOperatorTexts } from './use-operator'

interface OperatorListProps {
  /** Of the query library's infinite query. */
  query: {
    readonly isError: boolean
    readonly error: Error | null
    readonly isPending: boolean
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
    readonly refetch: () => unknown
  }
  count: number
  /** Said when there is nothing. */
  empty: string
  /** The table. */
  children: ReactNode
}

/** The four faces of a list, and its next page. Whose session has ended is led to the sign-in. */
export function OperatorList({ query, count, empty, children }: OperatorListProps) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const changed = useOperatorChanged()
  const code = query.error instanceof RefusedError ? query.error.error.code : 'unknown'
  const isOver = query.isError && code === 'unauthenticated'
  useEffect(() => {
    if (isOver) changed(null)
  })
  if (query.isPending) {
    return (
      <div role="status" aria-label={words.loading} className="operator-loading">
        {Array.from({ length: 6 }, (_, index) => (
          <span key={index} />
        ))}
      </div>
    )
  }
  if (query.isError && count === 0) {
    return (
      <div className="operator-empty" role="alert">
        <p>{words.loadFailed}</p>
        <p>{errorWords(texts, code)}</p>
        <Button size="small" onClick={() => query.refetch()}>
          {texts.conversation.retry}
        </Button>
        <small>{code}</small>
      </div>
    )
  }
  if (count === 0) {
    return (
      <div className="operator-empty">
        <EmptyDrawing />
        <p>{empty}</p>
      </div>
    )
  }
  return (
    <>
      <div className="operator-rows">{children}</div>
      {query.hasNextPage && (
        <Button size="small" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}
