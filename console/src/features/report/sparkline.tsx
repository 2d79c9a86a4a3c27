const width = 64
const height = 28

/** The trend of a figure without words: they stand beside it, and its table below. */
export function Sparkline({ points }: { points: readonly (number | null)[] }) {
  const known = points.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  if (known.length < 2) return null
  const values = known.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const last = points.length - 1
  const at = known.map(({ value, index }) => {
    const x = (index / last) * width
    const y = high === low ? height / 2 : 3 + (1 - (value - low) / (high - low)) * (height - 6)
    return [x.toFixed(1), y.toFixed(1)] as const
  })
  const [endX = '0', endY = '0'] = at.at(-1) ?? []
  return (
    <svg className="sparkline" width={width} height={height} aria-hidden="true" focusable="false">
      <path d={`M${at.map(([x, y]) => `${x} ${y}`).join('L')}`} />
      <circle cx={endX} cy={endY} r="2.5" />
    </svg>
  )
}
