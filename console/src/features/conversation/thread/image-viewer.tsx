import type { EventView } from '@keqiao/contract'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { useImageViewer, viewImage, type ImageBody } from './image-viewer-state'
import { fitted, pushed, stepped, type Zoom } from './image-zoom'
import './image-viewer.css'

const imagesOf = (events: readonly EventView[]): readonly ImageBody[] =>
  events.flatMap((event) =>
    event.type === 'message.sent' && event.payload.body.kind === 'image' ? [event.payload.body] : [],
  )

/** The images of a conversation, one at a time over everything: nearer, farther, the next, into a file. */
export function ImageViewer({ events }: { events: readonly EventView[] }) {
  const image = useImageViewer((state) => state.image)
  const images = imagesOf(events)
  const at = images.findIndex(({ fileId }) => fileId === image?.fileId)
  // Another dialogue is opened, or the page is left.
  useEffect(() => close, [])
  if (!image) return null
  // One of an earlier conversation stands alone.
  const [previous, next] = at < 0 ? [undefined, undefined] : [images[at - 1], images[at + 1]]
  return (
    <Viewer
      key={image.fileId}
      image={image}
      place={at >= 0 && images.length > 1 ? `${at + 1} / ${images.length}` : ''}
      onPrevious={previous ? () => viewImage(previous) : null}
      onNext={next ? () => viewImage(next) : null}
    />
  )
}

const close = () => viewImage(null)

interface ViewerProps {
  image: ImageBody
  place: string
  onPrevious: (() => void) | null
  onNext: (() => void) | null
}

function Viewer({ image, place, onPrevious, onNext }: ViewerProps) {
  const { viewer } = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const [zoom, setZoom] = useState(fitted)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // The keys are for the image, not for the first of the buttons.
    element?.focus()
    return () => element?.close()
  }, [])
  const step = (by: 1 | -1) => setZoom((now) => stepped(now, by))
  const onKeyDown = (event: KeyboardEvent) => {
    const act = {
      '+': () => step(1),
      '=': () => step(1),
      '-': () => step(-1),
      '0': () => setZoom(fitted),
      ArrowLeft: onPrevious,
      ArrowRight: onNext,
    }[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    act()
  }
  return (
    <dialog
      ref={dialog}
      className="image-viewer"
      tabIndex={-1}
      aria-label={viewer.title(image.name)}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <header>
        <span className="ellipsis">{image.name}</span>
        <span className="image-viewer-place">{place}</span>
        <span className="spacer" />
        <Tool label={viewer.farther} onClick={() => step(-1)}>
          <Icon name="minus" />
        </Tool>
        <output>{Math.round(zoom.scale * 100)}%</output>
        <Tool label={viewer.nearer} onClick={() => step(1)}>
          <Icon name="plus" />
        </Tool>
        <a
          className="image-viewer-tool"
          href={image.url}
          download={image.name}
          aria-label={viewer.download}
          title={viewer.download}
        >
          <Icon name="download" />
        </a>
        <Tool label={viewer.close} onClick={close}>
          <Icon name="close" />
        </Tool>
      </header>
      <Stage image={image} zoom={zoom} onZoom={setZoom} />
      {onPrevious && (
        <button
          type="button"
          className="image-viewer-side"
          data-side="left"
          aria-label={viewer.previous}
          onClick={onPrevious}
        >
          <Icon name="left" />
        </button>
      )}
      {onNext && (
        <button type="button" className="image-viewer-side" data-side="right" aria-label={viewer.next} onClick={onNext}>
          <Icon name="right" />
        </button>
      )}
    </dialog>
  )
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="image-viewer-tool" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  )
}

interface StageProps {
  image: ImageBody
  zoom: Zoom
  onZoom: (change: (now: Zoom) => Zoom) => void
}

/** The image: the wheel goes nearer, dragging pushes it, a click beside it closes. */
function Stage({ image, zoom, onZoom }: StageProps) {
  const drag = useRef<{ x: number; y: number } | null>(null)
  const picture = useRef<HTMLImageElement>(null)
  // Through the object model: an inline style attribute would be refused by the Content-Security-Policy.
  useEffect(() => {
    if (picture.current) picture.current.style.transform = `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`
  }, [zoom])
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const { current } = drag
    const box = picture.current && { width: picture.current.offsetWidth, height: picture.current.offsetHeight }
    if (!current || !box) return
    const [dx, dy] = [clientX - current.x, clientY - current.y]
    drag.current = { x: clientX, y: clientY }
    onZoom((now) => pushed(now, dx, dy, box))
  }
  return (
    <div
      className="image-viewer-stage"
      data-near={zoom.scale > 1}
      onWheel={({ deltaY }) => onZoom((now) => stepped(now, deltaY < 0 ? 1 : -1))}
      onClick={(event) => event.target === event.currentTarget && close()}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = null)}
      onPointerLeave={() => (drag.current = null)}
    >
      <img
        ref={picture}
        src={image.url}
        alt={image.name}
        draggable={false}
        onDoubleClick={() => onZoom((now) => (now.scale === 1 ? stepped(stepped(now, 1), 1) : fitted))}
        onPointerDown={({ clientX, clientY }) => (drag.current = { x: clientX, y: clientY })}
      />
    </div>
  )
}
