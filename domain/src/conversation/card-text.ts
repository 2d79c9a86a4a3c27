import type { OrderFacts, ProductFacts } from './body'

/** A price as it is read: a number with a currency in the manner of the language, anything else as the shop wrote it. */
export function priceText(price: string | undefined, currency: string | undefined, language: string): string {
  if (!price || !currency || !/^\d{1,12}(\.\d{1,4})?$/.test(price)) return price ?? ''
  const whole = !price.includes('.')
  const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}
  return new Intl.NumberFormat(language, { style: 'currency', currency, ...digits }).format(Number(price))
}

/** What a product's card says, line by line, where there are no pictures. */
export function productLines(
  { title, price, currency, sku, url, attributes }: ProductFacts,
  language: string,
): string[] {
  const facts = (attributes ?? []).map(({ name, value }) => `${name} ${value}`).join(' · ')
  return [title, priceText(price, currency, language), sku ?? '', facts, url ?? ''].filter((line) => line !== '')
}

/** The same of an order. */
export function orderLines({ number, status, total, currency, lines, url }: OrderFacts, language: string): string[] {
  const head = [number, status, priceText(total, currency, language)].filter(Boolean).join(' · ')
  const goods = lines.map((line) =>
    [`${line.title} × ${line.quantity}`, priceText(line.price, currency, language)].filter(Boolean).join(' · '),
  )
  return [head, ...goods, url ?? ''].filter((line) => line !== '')
}
