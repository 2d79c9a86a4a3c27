/** Figures by name, in the order in which they are shown. */
export type Figures = Record<string, number | string>

/** The last line of every benchmark: `name=value name=value`, for people and programs alike. */
export function figuresLine(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name}=${typeof value === 'number' ? rounded(value) : value}`)
    .join(' ')
}

/** Three digits are as much as such a measurement says; whole numbers stay whole. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return 'none'
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value))
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

/** The middle value; of an even number of values the mean of the two middle ones. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return (lower + upper) / 2
}

/** Nearest-rank percentile, `share` in (0, 1]. NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Lowest and highest, as `0.91..1.02`: how far the rounds lay apart. */
export function spread(values: readonly number[]): string {
  return `${rounded(Math.min(...values))}..${rounded(Math.max(...values))}`
}

/** Says one line of progress. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
