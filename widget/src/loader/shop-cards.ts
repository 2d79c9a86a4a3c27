/**
 * What the shop's page says of products and orders, as the server takes it. The shop's scripts say anything: what is
 * wrong is told to their console and left out, and the rest stays.
 */
import type { OrderFacts, ViewedProduct } from '@keqiao/domain'

const MAX_TITLE = 300
const MAX_URL = 2_000
const MAX_NUMBER = 100
const MAX_WORDS = 50
const MAX_ORDERS = 10
const MAX_LINES = 20
const MAX_ATTRIBUTES = 10
/** UTF-16 units of all orders together: they travel with each report of the page. */
const MOST_OF_ORDERS = 12_000

type Line = OrderFacts['lines'][number]

/** `Keqiao('product', …)`; null clears it, and so does what is no product. */
export function productOf(value: unknown): ViewedProduct | null {
  if (value === null || value === undefined) return null
  if (!isRecord(value)) return wrong('product: it is an object, or null')
  const title = cut(value.title, MAX_TITLE)
  const id = cut(value.id, MAX_NUMBER)
  if (!title && !id) return wrong('product: it needs a title')
  const attributes = attributesOf(value.attributes)
  return {
    id,
    title: title || id,
    price: cut(value.price, MAX_WORDS),
    image: addressOf(value.image, 'product.image') ?? null,
    url: addressOf(value.url, 'product.url') ?? null,
    ...known({ currency: currencyOf(value.currency, 'product.currency') }),
    ...(attributes.length > 0 && { attributes }),
  }
}

/** `Keqiao('orders', […])` and `Keqiao('order', …)`: newest first; what is no order is left out. */
export function ordersOf(value: unknown): OrderFacts[] {
  if (value === null || value === undefined) return []
  const given: unknown[] = Array.isArray(value) ? value : [value]
  if (given.length > MAX_ORDERS) warn(`orders: only the first ${MAX_ORDERS} are kept`)
  const orders = given.slice(0, MAX_ORDERS).flatMap((one) => orderOf(one) ?? [])
  while (JSON.stringify(orders).length > MOST_OF_ORDERS) {
    warn('orders: they are too long together, the last one is left out')
    orders.pop()
  }
  return orders
}

function orderOf(value: unknown): OrderFacts | null {
  if (!isRecord(value)) return wrong('order: it is an object')
  const number = cut(value.number, MAX_NUMBER)
  if (!number) return wrong('order: it needs a number')
  const lines = Array.isArray(value.lines) ? value.lines : []
  return {
    number,
    ...known({
      placedAt: timeOf(value.placedAt),
      status: cut(value.status, MAX_WORDS),
      total: cut(value.total, MAX_WORDS),
      currency: currencyOf(value.currency, 'order.currency'),
      url: addressOf(value.url, 'order.url'),
    }),
    lines: lines.slice(0, MAX_LINES).flatMap((line) => lineOf(line) ?? []),
  }
}

function lineOf(value: unknown): Line | null {
  const title = isRecord(value) && cut(value.title, MAX_TITLE)
  if (!isRecord(value) || !title) return wrong('order.lines: each needs a title')
  const quantity = Number(value.quantity ?? 1)
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 99_999) {
    return wrong('order.lines: a quantity is a whole number from 1')
  }
  const more = known({ price: cut(value.price, MAX_WORDS), image: addressOf(value.image, 'order.lines.image') })
  return { title, quantity, ...more }
}

/** Either a list of names and values or an object of them. */
function attributesOf(value: unknown): { name: string; value: string }[] {
  const pairs: unknown[] = Array.isArray(value)
    ? value
    : isRecord(value)
      ? Object.entries(value).map(([name, one]) => ({ name, value: one }))
      : []
  return pairs
    .flatMap((pair) => {
      const [name, said] = isRecord(pair) ? [cut(pair.name, 40), cut(pair.value, 200)] : ['', '']
      return name && said ? [{ name, value: said }] : []
    })
    .slice(0, MAX_ATTRIBUTES)
}

/** A link of the page may be written as pages write them; anything but the web is left out. */
function addressOf(value: unknown, name: string): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  try {
    const { href, protocol } = new URL(value instanceof URL ? value.href : cut(value, MAX_URL), location.href)
    if (/^https?:$/.test(protocol) && href.length <= MAX_URL) return href
  } catch {
    // Said below.
  }
  warn(`${name}: not an address of the web`)
  return undefined
}

function currencyOf(value: unknown, name: string): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const code = cut(value, MAX_WORDS).toUpperCase()
  if (/^[A-Z]{3}$/.test(code)) return code
  warn(`${name}: a currency has three letters, as CNY`)
  return undefined
}

function timeOf(value: unknown): number | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const time = new Date(value as string | number | Date).getTime()
  if (time >= 0) return time
  warn('order.placedAt: a Date, milliseconds, or a text that Date reads')
  return undefined
}

/** Without NUL and half characters, which no text of ours may hold. A price may be a number. */
function cut(value: unknown, max: number): string {
  const isText = typeof value === 'string' || typeof value === 'number'
  return isText
    ? String(value)
        .slice(0, max)
        .replace(/[\0\ud800-\udfff]/gu, '')
        .trim()
    : ''
}

/** Only what was said. */
function known<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, one]) => one !== undefined && one !== '')) as never
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function warn(what: string): void {
  console.warn(`Keqiao: ${what}`)
}

function wrong(what: string): null {
  warn(what)
  return null
}
