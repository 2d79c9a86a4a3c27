import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { maxZoom, moved, zoomed, type Square } from './crop-square'

/** Pixels on the screen, and of what is sent. */
const shownSide = 240
const sentSide = 256

interface AvatarCropProps {
  picture: ImageBitmap
  square: Square
  onSquare: (square: Square) => void
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The square that is kept: drag it, or move it with the arrow keys; the slider goes nearer. */
export function AvatarCrop({ picture, square, onSquare }: AvatarCropProps) {
  const { profile } = useTexts()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drag = useRef<{ x: number; y: number; from: Square } | null>(null)
  useEffect(() => draw(canvas.current, picture, square), [picture, square])
  const perPixel = square.side / shownSide

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, y: event.clientY, from: square }
  }
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag
    if (!current) return
    // The picture follows the finger, so the square goes the other way.
    const [dx, dy] = [current.x - event.clientX, current.y - event.clientY]
    onSquare(moved(current.from, picture, dx * perPixel, dy * perPixel))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const [dx, dy] = arrows[event.key] ?? [0, 0]
    if (dx === 0 && dy === 0) return
    event.preventDefault()
    onSquare(moved(square, picture, dx * 8 * perPixel, dy * 8 * perPixel))
  }
  return (
    <div className="avatar-crop">
      <canvas
        ref={canvas}
        width={shownSide}
        height={shownSide}
        tabIndex={0}
        role="img"
        aria-label={profile.crop}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onKeyDown={onKeyDown}
      />
      <label>
        <span>{profile.zoom}</span>
        <input
          type="range"
          min={1}
          max={maxZoom}
          step={0.05}
          value={Math.min(picture.width, picture.height) / square.side}
          onChange={({ target }) => onSquare(zoomed(square, picture, Number(target.value)))}
        />
      </label>
    </div>
  )
}

function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap, { x, y, side }: Square): void {
  const context = canvas?.getContext('2d')
  if (!canvas || !context) return
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height)
}

/** What is kept of the picture, as JPEG in base64. */
export async function encodeSquare(picture: ImageBitmap, square: Square): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = sentSide
  canvas.height = sentSide
  draw(canvas, picture, square)
  const address = canvas.toDataURL('image/jpeg', 0.88)
  return address.slice(address.indexOf(',') + 1)
}
