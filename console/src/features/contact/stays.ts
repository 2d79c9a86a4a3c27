import type { VisitView } from '@keqiao/contract'

/** One page of a visit, and how long he stayed. */
export interface Stay {
  readonly key: number
  readonly url: string
  readonly title: string
  /** Epoch milliseconds of the server. */
  readonly at: number
  /** Milliseconds; null: he is still there. */
  readonly untilMs: number | null
}

/**
 * The pages of a visit, newest first. Who is there stays on his last page; who left stayed until he left, and where that
 * is not known (his node died) for no time that could be told.
 */
export function stays({ pages, leftAt }: VisitView, online: boolean): Stay[] {
  return pages
    .map((page, index): Stay => {
      const next = pages[index + 1]
      const until = next ? next.at : online ? null : (leftAt ?? page.at)
      return {
        ...page,
        title: page.title.trim() || page.url,
        untilMs: until === null ? null : Math.max(0, until - page.at),
      }
    })
    .reverse()
}
