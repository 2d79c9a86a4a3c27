/**
 * Where an address comes from, as far as the tables tell: a place, the own machine, or a network that no table can place.
 * Names are those of the tables (Chinese), without 省 and 市; an empty one is not known.
 */
export type Region =
  | { readonly kind: 'place'; readonly country: string; readonly province: string; readonly city: string }
  | { readonly kind: 'loopback' }
  | { readonly kind: 'private' }

const suffix = /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/

/** The place of a row of the tables; null when the row names nothing. */
export function placeOf(row: { country: string; province: string; city: string }): Region | null {
  const country = row.country.trim()
  const province = row.province.trim().replace(suffix, '')
  const city = row.city.trim().replace(suffix, '')
  return country === '' && province === '' && city === '' ? null : { kind: 'place', country, province, city }
}

/** `浙江 杭州`, `北京`, `美国`: the home country goes without saying, and no name is said twice. */
export function placeName({ country, province, city }: Extract<Region, { kind: 'place' }>): string {
  const names = country === '中国' ? [province, city] : [country, province, city]
  const said = [...new Set(names.filter((name) => name !== ''))].join(' ')
  return said === '' ? country : said
}
