/** Our own drawings: 16 grid, 1.5 stroke, round caps (design/tokens.md). */
const CLOCK = 'M8 2.3a5.7 5.7 0 1 0 .1 0M8 4.9V8l2.1 1.6'
const PATHS = {
  down: 'M4.5 6.5L8 10l3.5-3.5',
  sent: 'M3 8.4l3.3 3.2L13 4.8',
  read: 'M1 8.4l3.3 3.2L11 4.8M8.7 11.6L15 4.8',
  sending: CLOCK,
  queued: CLOCK,
  smile: 'M8 2.3a5.7 5.7 0 1 0 .1 0M5.5 9.5c1 1.9 4 1.9 5 0M6 6.2v.3M10 6.2v.3',
  image: 'M2 2.8h12v10.4H2zM5.6 5.5a1 1 0 1 0 .1 0M2.3 11.8l3.5-3 2.4 2 2.6-2.8 3 2.7',
  send: 'M13.8 2.2L2.2 6.9l4.7 2.2 2.2 4.7zM6.9 9.1l3.2-3.2',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
} as const

/** @param name what it means; the accessible name belongs to the control around it */
export function Icon({ name, large }: { name: keyof typeof PATHS; large?: boolean }) {
  return <Drawing path={PATHS[name]} large={large} />
}

/** @param path the strokes, on a grid of 16 */
export function Drawing({ path, large }: { path: string; large?: boolean | undefined }) {
  return (
    <svg class={large ? 'i l' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
