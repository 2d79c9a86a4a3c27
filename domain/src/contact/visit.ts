import type { OrderFacts, ProductFacts } from '../conversation/body'
import type { Region } from './region'

/** One page of a visit. */
export interface VisitedPage {
  /** Names the entry in its browser, so that a report that comes twice changes nothing; 0: told when the conversation opened. */
  readonly key: number
  readonly url: string
  readonly title: string
  /** Epoch milliseconds of the server. */
  readonly at: number
}

/** What the shop's page says the visitor is looking at. */
export interface ViewedProduct {
  readonly id: string
  readonly title: string
  /** As the shop writes it, with its currency. */
  readonly price: string
  readonly image: string | null
  readonly url: string | null
  /** ISO 4217, where the price is a number. */
  readonly currency?: string | undefined
  readonly attributes?: ProductFacts['attributes']
}

/** 访问轨迹: a contact's browser while it is on the shop's pages. */
export interface Visit {
  /** Oldest first; the last is where he is. */
  readonly pages: readonly VisitedPage[]
  /** Where he came from; null: nowhere that is known. */
  readonly referrer: string | null
  readonly region: Region | null
  readonly product: ViewedProduct | null
  /** The visitor's own orders, as the page tells them; newest first. */
  readonly orders: readonly OrderFacts[]
  /** When his last connection went; null while he is there. */
  readonly leftAt: number | null
}

/** What a browser tells of its visit; `agoMs` is how long ago the page was opened. */
export interface VisitReport {
  readonly pages: readonly {
    readonly key: number
    readonly url: string
    readonly title: string
    readonly agoMs: number
  }[]
  readonly referrer?: string | undefined
  readonly product?: ViewedProduct | null | undefined
  readonly orders?: readonly OrderFacts[] | undefined
}

/** Pages of a visit that are kept. */
export const maxVisitedPages = 20
/** A browser cannot have been on a page of the same visit for longer than this, whatever its clock says. */
const longestMs = 24 * 3_600_000

/** Nothing is known yet. */
export const emptyVisit: Visit = { pages: [], referrer: null, region: null, product: null, orders: [], leftAt: null }

/**
 * The visit with what a browser has told at `now`. An entry that is known keeps its time and takes the newer title; what
 * was only told with the opening gives way to the browser's own report. A report may come twice, or late.
 */
export function mergeVisit(known: Visit, told: VisitReport, now: number): Visit {
  const pages = new Map(known.pages.filter(({ key }) => key !== 0).map((page) => [page.key, page]))
  for (const { key, url, title, agoMs } of told.pages) {
    const at = pages.get(key)?.at ?? now - Math.min(Math.max(agoMs, 0), longestMs)
    pages.set(key, { key, url, title, at })
  }
  const sorted = [...pages.values()].sort((a, b) => a.at - b.at || a.key - b.key)
  return {
    ...known,
    pages: sorted.slice(-maxVisitedPages),
    referrer: told.referrer ?? known.referrer,
    product: told.product ?? null,
    // Most pages say nothing of orders: what another one said of them stays.
    orders: told.orders ?? known.orders,
    leftAt: null,
  }
}
