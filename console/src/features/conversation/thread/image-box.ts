/** Images take at most this much of a thread, in pixels. */
export const imageLimit = { width: 240, height: 180 } as const

interface Measured {
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** The room an image takes before it has been loaded, so that nothing moves when it is. Pixels; never enlarged. */
export function imageBox({ width, height }: Measured): { width: number; height: number } {
  if (!width || !height) return { width: imageLimit.width, height: imageLimit.height }
  const scale = Math.min(1, imageLimit.width / width, imageLimit.height / height)
  return { width: Math.max(24, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale)) }
}
