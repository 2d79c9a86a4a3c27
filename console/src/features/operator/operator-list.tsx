import { Button } from 'antd'
import { useEffect, type ReactNode } from 'react'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
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
  const words = useOperatorTexts()
  const changed = useOperatorChanged()
  const code = query.error instanceof RefusedError ? query.error.error.code : 'unknown'
  const isOver = query.isError && code === 'unauthenticated'
  useEffect(() => {
    if (isOver) changed(null)
  })
  if (query.isPending) return <PageLoading />
  if (query.isError && query.error && count === 0) {
    return <PageFailed error={query.error} onRetry={() => void query.refetch()} />
  }
  if (count === 0) return <PageEmpty text={empty} />
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
