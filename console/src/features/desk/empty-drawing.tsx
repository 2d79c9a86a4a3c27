import './empty-drawing.css'

/** The line drawing of empty lists: a bridge without anybody on it. */
export function EmptyDrawing() {
  return (
    <svg className="empty-drawing" width="96" height="72" viewBox="0 0 96 72" aria-hidden="true">
      <path d="M6 58h84M14 58V40M82 58V40M6 40h84" />
      <path d="M20 58c0-16 12-27 28-27s28 11 28 27" />
      <path
        className="empty-drawing-bubble"
        d="M28 18h20a5 5 0 0 1 5 5v2a5 5 0 0 1-5 5H37l-6 5v-5h-3a5 5 0 0 1-5-5v-2a5 5 0 0 1 5-5z"
      />
      <path d="M31 24h14" />
    </svg>
  )
}
