import { arrowHead, rectBetween, type Point, type Rect } from './capture-geometry'

export const markKinds = ['box', 'arrow', 'text', 'mosaic'] as const
export type MarkKind = (typeof markKinds)[number]

/** Something drawn over the picture before it is sent (CON-11). */
export type Mark =
  | { readonly kind: 'box' | 'arrow'; readonly from: Point; readonly to: Point; readonly color: string }
  | { readonly kind: 'mosaic'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'text'; readonly from: Point; readonly text: string; readonly color: string }

/** The first is what one points with. */
export const markColours = ['#e5352b', '#f0a93a', '#1b9657', '#2459c7', '#1a2029', '#ffffff'] as const

/** The part of a canvas that marks need; a test draws on paper of its own. */
export type Paper = Pick<
  CanvasRenderingContext2D,
  | 'drawImage'
  | 'strokeRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'stroke'
  | 'fill'
  | 'fillText'
  | 'strokeText'
  | 'save'
  | 'restore'
> & {
  strokeStyle: unknown
  fillStyle: unknown
  lineWidth: number
  font: string
  textBaseline: unknown
  lineJoin: unknown
  imageSmoothingEnabled: boolean
}

interface Picture {
  readonly width: number
  readonly height: number
}

/** Cells of a mosaic, in pixels of the picture: what is below them cannot be read back. */
export const mosaicCell = 14

/** Draws marks over the picture. `small` shrinks a part of it and is drawn back large, so that cells of one colour stand. */
export function drawMarks(
  paper: Paper,
  picture: Picture,
  marks: readonly Mark[],
  small: (part: Rect, width: number, height: number) => CanvasImageSource,
): void {
  const line = Math.max(2, Math.round(Math.max(picture.width, picture.height) / 500))
  for (const mark of marks) {
    paper.save()
    if (mark.kind !== 'mosaic') {
      paper.strokeStyle = mark.color
      paper.fillStyle = mark.color
      paper.lineWidth = line
    }
    drawMark(paper, picture, mark, line, small)
    paper.restore()
  }
}

function drawMark(
  paper: Paper,
  picture: Picture,
  mark: Mark,
  line: number,
  small: (part: Rect, width: number, height: number) => CanvasImageSource,
): void {
  switch (mark.kind) {
    case 'box': {
      const { x, y, width, height } = rectBetween(mark.from, mark.to, picture)
      return paper.strokeRect(x, y, width, height)
    }
    case 'arrow': {
      const [tip, left, right] = arrowHead(mark.from, mark.to, line * 7)
      paper.beginPath()
      paper.moveTo(mark.from.x, mark.from.y)
      paper.lineTo((left.x + right.x) / 2, (left.y + right.y) / 2)
      paper.stroke()
      paper.beginPath()
      paper.moveTo(tip.x, tip.y)
      paper.lineTo(left.x, left.y)
      paper.lineTo(right.x, right.y)
      paper.closePath()
      return paper.fill()
    }
    case 'text':
      paper.font = `500 ${line * 9}px sans-serif`
      paper.textBaseline = 'top'
      paper.lineJoin = 'round'
      // A rim in the other shade, so that it can be read on any ground.
      paper.strokeStyle = mark.color === '#ffffff' ? '#1a2029' : '#ffffff'
      paper.strokeText(mark.text, mark.from.x, mark.from.y)
      return paper.fillText(mark.text, mark.from.x, mark.from.y)
    case 'mosaic': {
      const part = rectBetween(mark.from, mark.to, picture)
      if (part.width < 1 || part.height < 1) return
      const columns = Math.max(1, Math.round(part.width / mosaicCell))
      const rows = Math.max(1, Math.round(part.height / mosaicCell))
      paper.imageSmoothingEnabled = false
      paper.drawImage(small(part, columns, rows), 0, 0, columns, rows, part.x, part.y, part.width, part.height)
    }
  }
}
