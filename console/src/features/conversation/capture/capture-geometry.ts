/** Pixels of the picture. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Rect extends Point {
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** A smaller region is a slip of the hand. */
export const minSide = 8

const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), max)

/** The region between two corners, in whole pixels and within the picture. */
export function rectBetween(a: Point, b: Point, { width, height }: Size): Rect {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => clamp(Math.round(x), 0, width))
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => clamp(Math.round(y), 0, height))
  return {
    x: left ?? 0,
    y: top ?? 0,
    width: (right ?? 0) - (left ?? 0),
    height: (bottom ?? 0) - (top ?? 0),
  }
}

/** The region moved or, at its far corner, resized; it stays within the picture. */
export function nudged(rect: Rect, by: Point, what: 'move' | 'resize', size: Size): Rect {
  if (what === 'move') {
    return {
      ...rect,
      x: clamp(rect.x + by.x, 0, size.width - rect.width),
      y: clamp(rect.y + by.y, 0, size.height - rect.height),
    }
  }
  return {
    ...rect,
    width: clamp(rect.width + by.x, minSide, size.width - rect.x),
    height: clamp(rect.height + by.y, minSide, size.height - rect.y),
  }
}

export const isIn = ({ x, y }: Point, rect: Rect): boolean =>
  x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height

/** The region everything begins with where only the keyboard is at hand: the middle half. */
export const middleOf = ({ width, height }: Size): Rect => ({
  x: Math.round(width / 4),
  y: Math.round(height / 4),
  width: Math.round(width / 2),
  height: Math.round(height / 2),
})

/** The three corners of an arrow's head, its point first. */
export function arrowHead(from: Point, to: Point, size: number): readonly [Point, Point, Point] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const corner = (turn: number): Point => ({
    x: to.x - size * Math.cos(angle + turn),
    y: to.y - size * Math.sin(angle + turn),
  })
  return [to, corner(Math.PI / 7), corner(-Math.PI / 7)]
}
