/**
 * Watches where the visitor is (VIS-06) and keeps the way he came, in the shop's own storage, so that all tabs of the
 * shop tell the same visit. Nothing of it leaves the browser before the frame is there, and the server writes nothing
 * before there is a conversation.
 */
import type { OrderFacts, ViewedProduct } from '@keqiao/domain'
import { VISIT, type KeptVisit } from '../visit'
import type { Keepsake } from './keepsake'
import type { PanelFrame } from './panel-frame'
import { ordersOf, productOf } from './shop-cards'

/** A page changes its address first and its title a moment later; both are told together. */
const SETTLE_MS = 150
/** After this long without a new page it is another visit. */
const VISIT_ENDS_MS = 30 * 60_000
const MAX_PAGES = 20
const MAX_URL = 2_000
const MAX_TITLE = 300

type Told = { url?: unknown; title?: unknown }

/** `Keqiao('page', …)`, `Keqiao('product', …)` and `Keqiao('orders', …)`. */
export interface VisitCommands {
  page(value: unknown): void
  product(value: unknown): void
  orders(value: unknown): void
}

/**
 * Watches the page.
 *
 * @param frame is told what is kept; before it is there, it finds it
 */
export function watchVisit(keepsake: Pick<Keepsake, 'get' | 'set'>, frame: Pick<PanelFrame, 'send'>): VisitCommands {
  const begun = document.referrer
  let settling: ReturnType<typeof setTimeout> | undefined
  /** What the shop's script said of the page that stands here. */
  let told: Told = {}
  let product: ViewedProduct | null = null
  /** Of whoever is here, not of a page: what one page says of them stays on the next. */
  let orders: readonly OrderFacts[] | undefined
  let address = addressOf(location)

  /** What was said of the page before says nothing of this one. */
  function turn(): void {
    if (addressOf(location) === address) return
    address = addressOf(location)
    told = {}
    product = null
  }

  function look(): void {
    const now = Date.now()
    turn()
    const url = cut(told.url, MAX_URL) || address
    const title = cut(told.title, MAX_TITLE) || document.title.slice(0, MAX_TITLE)
    const before = keptVisit(keepsake, now) ?? { pages: [], referrer: comesFrom(begun, location) }
    const { pages, referrer } = before
    const last = pages.at(-1)
    const page = { key: last?.url === url ? last.key : Math.max(now, (last?.key ?? 0) + 1), url, title }
    const earlier = last?.url === url ? pages.slice(0, -1) : pages
    const visit: KeptVisit = {
      pages: [...earlier, page].slice(-MAX_PAGES),
      referrer,
      product,
      orders: orders ?? ('orders' in before ? before.orders : undefined),
      seenAt: now,
    }
    const value = asText(visit)
    if (value === undefined) return
    keepsake.set(VISIT, value)
    frame.send({ t: 'kept', key: VISIT, value })
  }

  function settle(): void {
    turn()
    clearTimeout(settling)
    settling = setTimeout(look, SETTLE_MS)
  }

  watchTurns(settle)
  // Another tab of the shop may have been in front meanwhile.
  document.addEventListener('visibilitychange', () => document.hidden || look())
  look()

  return {
    page(value) {
      turn()
      told = isRecord(value) ? value : {}
      settle()
    },
    product(value) {
      turn()
      product = productOf(value)
      settle()
    },
    orders(value) {
      orders = ordersOf(value)
      settle()
    },
  }
}

/** Hears whenever the page may have turned to another one. */
function watchTurns(settle: () => void): void {
  // A page that turns its own pages (History API) tells nobody.
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    const heard = function (this: History, ...state: Parameters<History['pushState']>) {
      original.apply(this, state)
      settle()
    }
    // A page that has sealed its history is seen by its titles, and by whoever comes back to it.
    Reflect.set(history, name, heard)
  }
  window.addEventListener('popstate', settle)
  window.addEventListener('hashchange', settle)
  new MutationObserver(() => settle()).observe(document.head ?? document, {
    childList: true,
    subtree: true,
    characterData: true,
  })
}

/** Without a fragment, unless that is how the page turns its pages. */
function addressOf({ href, hash }: Location): string {
  return (/^#!?\//.test(hash) ? href : href.slice(0, href.length - hash.length)).slice(0, MAX_URL)
}

/** The page before this visit, when it is not one of the shop's own. */
function comesFrom(referrer: string, { origin }: Location): string {
  return referrer === origin || referrer.startsWith(`${origin}/`) ? '' : referrer.slice(0, MAX_URL)
}

function keptVisit(keepsake: Pick<Keepsake, 'get'>, now: number): KeptVisit | undefined {
  try {
    const visit = JSON.parse(keepsake.get(VISIT) ?? '') as KeptVisit
    return now - visit.seenAt < VISIT_ENDS_MS && Array.isArray(visit.pages) ? visit : undefined
  } catch {
    return undefined
  }
}

/** Undefined on a page that has put something of its own in place of JSON: there is no trail then. */
function asText(visit: KeptVisit): string | undefined {
  try {
    return JSON.stringify(visit)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The shop's scripts say anything; what is no text is nothing. A price may be a number. */
function cut(value: unknown, max: number): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, max) : ''
}
