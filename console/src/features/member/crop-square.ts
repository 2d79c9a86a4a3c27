/** Which square of a picture is kept. Pixels of the picture. */
export interface Square {
  readonly x: number
  readonly y: number
  readonly side: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** How far one may zoom in. */
export const maxZoom = 4

/** The largest square in the middle. */
export function middleSquare({ width, height }: Size): Square {
  const side = Math.min(width, height)
  return { x: (width - side) / 2, y: (height - side) / 2, side }
}

/** The square moved by so many pixels of the picture, never past its edges. */
export function moved(square: Square, { width, height }: Size, dx: number, dy: number): Square {
  const { side } = square
  return { side, x: within(square.x + dx, width - side), y: within(square.y + dy, height - side) }
}

/** The square as a `zoom`-th part of the largest one, about its own middle. */
export function zoomed(square: Square, size: Size, zoom: number): Square {
  const side = Math.min(size.width, size.height) / Math.min(maxZoom, Math.max(1, zoom))
  const by = (square.side - side) / 2
  return moved({ side, x: square.x + by, y: square.y + by }, size, 0, 0)
}

const within = (value: number, most: number) => Math.min(Math.max(0, value), Math.max(0, most))
