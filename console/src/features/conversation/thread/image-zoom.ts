/** How an image lies on the screen: its scale against the size that fits, and how far it was pushed, in pixels. */
export interface Zoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const fitted: Zoom = { scale: 1, x: 0, y: 0 }

const steps = [1, 1.5, 2, 3, 4, 6, 8] as const

/** One step nearer or farther; what fits was never pushed. */
export function stepped({ scale, x, y }: Zoom, by: 1 | -1): Zoom {
  const next = by === 1 ? steps.find((step) => step > scale) : steps.findLast((step) => step < scale)
  if (next === undefined) return { scale, x, y }
  const share = next / scale
  return next === 1 ? fitted : { scale: next, x: x * share, y: y * share }
}

/** Pushed by so many pixels; at least half of it stays before one's eyes. */
export function pushed(
  zoom: Zoom,
  dx: number,
  dy: number,
  box: { readonly width: number; readonly height: number },
): Zoom {
  if (zoom.scale === 1) return zoom
  const within = (value: number, length: number) => {
    const most = (length * zoom.scale) / 2
    return Math.min(most, Math.max(-most, value))
  }
  return { scale: zoom.scale, x: within(zoom.x + dx, box.width), y: within(zoom.y + dy, box.height) }
}
