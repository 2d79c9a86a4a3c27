import type { OrderFacts, ViewedProduct } from '@keqiao/domain'

/** Under this key the loader's second part keeps the visit, and the frame finds it. */
export const VISIT = 'visit'

/** Under this one that he has just accepted an invitation. */
export const INVITED = 'invited'

/** A visit as it is kept in the shop's storage. */
export interface KeptVisit {
  /** Oldest first. `key` is when the page was opened, by the browser's clock (epoch milliseconds). */
  readonly pages: readonly { readonly key: number; readonly url: string; readonly title: string }[]
  /** Empty: nowhere that is known. */
  readonly referrer: string
  readonly product: ViewedProduct | null
  /** Absent: no page has said anything of them. */
  readonly orders?: readonly OrderFacts[] | undefined
  /** When it last changed, by the same clock. */
  readonly seenAt: number
}
