import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { isIn, middleOf, minSide, nudged, rectBetween, type Point, type Rect } from './capture-geometry'
import { drawMarks, markColours, markKinds, type Mark, type MarkKind } from './marks'
import './capture.css'

interface CaptureOverlayProps {
  picture: ImageBitmap
  onDone: (file: File, how: 'send' | 'insert') => void
  onCancel: () => void
}

/** What the pointer is drawing. */
interface Drag {
  readonly from: Point
  readonly to: Point
}

/** The whole window: the picture, the region one keeps of it, and what is marked in it. */
export function CaptureOverlay({ picture, onDone, onCancel }: CaptureOverlayProps) {
  const { capture: words } = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [region, setRegion] = useState<Rect | null>(null)
  const [tool, setTool] = useState<MarkKind | null>(null)
  const [color, setColor] = useState<string>(markColours[0])
  const [marks, setMarks] = useState<readonly Mark[]>([])
  const [drag, setDrag] = useState<Drag | null>(null)
  const [writing, setWriting] = useState<Point | null>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // Keys are for the region first; Tab leads to the tools.
    canvas.current?.focus()
  }, [])
  const drawn = drag && tool && tool !== 'text' ? markOf(tool, drag, color) : null
  const shown = drag && !tool ? rectBetween(drag.from, drag.to, picture) : region
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context) paint(context, picture, shown, drawn ? [...marks, drawn] : marks)
  }, [picture, shown, marks, drawn])

  const pointOf = (event: PointerEvent | React.MouseEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - box.left) / box.width) * picture.width,
      y: ((event.clientY - box.top) / box.height) * picture.height,
    }
  }
  const finish = (how: 'send' | 'insert') =>
    void cut(picture, region ?? { x: 0, y: 0, width: picture.width, height: picture.height }, marks).then((blob) =>
      onDone(new File([blob], words.fileName, { type: 'image/png' }), how),
    )
  const onDown = (event: PointerEvent) => {
    const from = pointOf(event)
    if (tool === 'text') {
      event.preventDefault()
      return setWriting(from)
    }
    // A second press within the region is half of the double click that sends it.
    if (!tool && region && isIn(from, region)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from, to: from })
  }
  const onUp = () => {
    if (!drag) return
    const far = Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) >= minSide
    // Half of a double click draws nothing.
    if (drawn) setMarks(far ? [...marks, drawn] : marks)
    else {
      const next = rectBetween(drag.from, drag.to, picture)
      if (next.width >= minSide && next.height >= minSide) setRegion(next)
    }
    setDrag(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (by) {
      const step = event.ctrlKey ? 1 : 10
      const delta = { x: (by[0] ?? 0) * step, y: (by[1] ?? 0) * step }
      setRegion(region ? nudged(region, delta, event.shiftKey ? 'resize' : 'move', picture) : middleOf(picture))
    } else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) finish('insert')
    else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) setMarks(marks.slice(0, -1))
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog}
      className="capture"
      aria-label={words.title}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
      onKeyDown={onKeyDown}
    >
      <div className="capture-bar" role="toolbar" aria-label={words.tools}>
        {markKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="small-button"
            aria-pressed={tool === kind}
            onClick={() => setTool(tool === kind ? null : kind)}
          >
            {words.marks[kind]}
          </button>
        ))}
        <span role="group" aria-label={words.colour} className="capture-colours">
          {markColours.map((value, index) => (
            <button
              key={value}
              type="button"
              aria-label={words.colours[index]}
              aria-pressed={color === value}
              style={{ color: value }}
              onClick={() => setColor(value)}
            />
          ))}
        </span>
        <button
          type="button"
          className="small-button"
          disabled={marks.length === 0}
          onClick={() => setMarks(marks.slice(0, -1))}
        >
          <Icon name="recall" small />
          {words.undo}
        </button>
        <span className="capture-hint">{region ? words.hintRegion : words.hint}</span>
        <button type="button" className="small-button" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="button" className="small-button" onClick={() => finish('insert')}>
          {words.insert}
        </button>
        <button type="button" className="small-button capture-send" onClick={() => finish('send')}>
          {words.send}
        </button>
      </div>
      <div className="capture-stage">
        <canvas
          ref={canvas}
          width={picture.width}
          height={picture.height}
          tabIndex={0}
          role="img"
          aria-label={words.picture}
          onPointerDown={onDown}
          onPointerMove={(event) => drag && setDrag({ ...drag, to: pointOf(event) })}
          onPointerUp={onUp}
          onDoubleClick={(event) => {
            if (tool !== 'text' && (!region || isIn(pointOf(event), region))) finish('send')
          }}
        />
      </div>
      {writing && (
        <Words
          label={words.textLabel}
          onDone={(text) => {
            if (text !== '') setMarks([...marks, { kind: 'text', from: writing, text, color }])
            setWriting(null)
          }}
        />
      )}
    </dialog>
  )
}

function Words({ label, onDone }: { label: string; onDone: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <input
      ref={input}
      className="rules-input capture-words"
      aria-label={label}
      placeholder={label}
      maxLength={60}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onDone(event.key === 'Enter' ? event.currentTarget.value.trim() : '')
      }}
      onBlur={(event) => onDone(event.currentTarget.value.trim())}
    />
  )
}

function markOf(kind: Exclude<MarkKind, 'text'>, { from, to }: Drag, color: string): Mark {
  return kind === 'mosaic' ? { kind, from, to } : { kind, from, to, color }
}

function paint(context: CanvasRenderingContext2D, picture: ImageBitmap, region: Rect | null, marks: readonly Mark[]) {
  context.drawImage(picture, 0, 0)
  drawMarks(context, picture, marks, shrunk(picture))
  if (!region) return
  const { x, y, width, height } = region
  context.fillStyle = 'rgba(18, 24, 34, 0.5)'
  context.fillRect(0, 0, picture.width, y)
  context.fillRect(0, y + height, picture.width, picture.height - y - height)
  context.fillRect(0, y, x, height)
  context.fillRect(x + width, y, picture.width - x - width, height)
  context.strokeStyle = '#3d6bd6'
  context.lineWidth = Math.max(2, picture.width / 700)
  context.strokeRect(x, y, width, height)
}

/** A part of the picture in so few pixels. */
const shrunk = (picture: ImageBitmap) => (part: Rect, width: number, height: number) => {
  const small = document.createElement('canvas')
  small.width = width
  small.height = height
  small.getContext('2d')?.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height)
  return small
}

/** What is sent: the region with its marks and nothing around it. */
async function cut(picture: ImageBitmap, region: Rect, marks: readonly Mark[]): Promise<Blob> {
  const whole = document.createElement('canvas')
  whole.width = picture.width
  whole.height = picture.height
  const context = whole.getContext('2d')
  if (context) paint(context, picture, null, marks)
  const kept = document.createElement('canvas')
  kept.width = region.width
  kept.height = region.height
  kept.getContext('2d')?.drawImage(whole, -region.x, -region.y)
  return new Promise((resolve, reject) => {
    kept.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no picture'))), 'image/png')
  })
}
