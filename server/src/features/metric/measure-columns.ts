import { metric } from '@keqiao/domain'

const snake = (key: string): string => key.replace(/[A-Z]|\d/g, (letter) => `_${letter.toLowerCase()}`)

/** The table's column of a measure. */
export const columnOf = (measure: metric.Measure): string => snake(measure)

const isLong = (measure: string): boolean => /Ms$|At$/.test(measure)

/** Names of all measures' columns, in one order. */
export const measureNames: string = metric.measures.map(columnOf).join(', ')

/** The same with types, for rows that travel as one jsonb value. */
export const measureTypes: string = metric.measures
  .map((key) => `${columnOf(key)} ${isLong(key) ? 'bigint' : 'int'}`)
  .join(', ')

const merged = (measure: metric.Measure): string => {
  const column = columnOf(measure)
  const [had, more] = [`r.${column}`, `excluded.${column}`]
  if ((metric.maxima as readonly string[]).includes(measure)) return `${column} = greatest(${had}, ${more})`
  if ((metric.minima as readonly string[]).includes(measure)) return `${column} = least(${had}, ${more})`
  return `${column} = case when ${more} is null then ${had} else coalesce(${had}, 0) + ${more} end`
}

/** What `on conflict do update` does to a roll-up `r`. */
export const mergeMeasures: string = metric.measures.map(merged).join(', ')

/** What replaces the measures of a fact. */
export const replaceMeasures: string = metric.measures
  .map((key) => `${columnOf(key)} = excluded.${columnOf(key)}`)
  .join(', ')

const aggregate = (measure: metric.Measure): string => {
  if ((metric.maxima as readonly string[]).includes(measure)) return `max(${columnOf(measure)})`
  if ((metric.minima as readonly string[]).includes(measure)) return `min(${columnOf(measure)})`
  return `sum(${columnOf(measure)})`
}

/** The measures of many rows as one, under their names in the code; sums stay exact up to 2^53. */
export const aggregated = (wanted: readonly metric.Measure[]): string =>
  wanted.map((key) => `${aggregate(key)}::float8 as "${key}"`).join(', ')

/** The measures of many rows as one, under their columns' names. */
export const gathered: string = metric.measures.map((key) => `${aggregate(key)} as ${columnOf(key)}`).join(', ')

/** Measures as a row of jsonb has them. */
export function measureRow(measured: metric.Measured): Record<string, number> {
  return Object.fromEntries(Object.entries(measured).map(([key, value]) => [columnOf(key as metric.Measure), value]))
}
