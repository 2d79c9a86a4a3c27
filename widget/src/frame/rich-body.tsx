import type { BodyView } from '@keqiao/contract'
import { OrderCard, ProductCard } from './cards'
import { Drawing } from './icons'
import { segmentText, type Segment } from './text-segments'
import { say } from './texts'

/** A body that is more than plain words (CON-09), as elements only: nothing in it is ever read as HTML. */
export function RichBody({ body }: { body: BodyView }) {
  switch (body.kind) {
    case 'text':
      return <div class="bubble">{segmentText(body.text, body.spans).map(drawSegment)}</div>
    case 'product':
      return <ProductCard product={body} />
    case 'order':
      return <OrderCard order={body} />
    case 'recalled':
      return <div class="bubble gone">{say('recalled')}</div>
    case 'image':
      return (
        <a class="picture" href={body.url} target="_blank" rel="noopener noreferrer">
          <img src={body.url} alt={`${say('image')} ${body.name}`} {...pictureSize(body.width, body.height)} />
        </a>
      )
    case 'file':
      return (
        <a class="bubble attached" href={body.url} target="_blank" rel="noopener noreferrer" download={body.name}>
          <FileIcon />
          <span>
            {body.name}
            <small>{fileSize(body.size)}</small>
          </span>
        </a>
      )
  }
}

/** A sheet of paper with a folded corner. */
export function FileIcon() {
  return (
    <Drawing large path="M9.2 1.9H4.4c-.5 0-.9.4-.9.9v10.4c0 .5.4.9.9.9h7.2c.5 0 .9-.4.9-.9V5.2zM9.2 1.9v3.3h3.3" />
  )
}

/** The box is reserved before the picture is there, so that nothing jumps when it comes. */
function pictureSize(width = 0, height = 0): { width?: number; height?: number } {
  const scale = Math.min(1, 240 / width, 180 / height)
  return width && height ? { width: Math.round(width * scale), height: Math.round(height * scale) } : {}
}

function fileSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Chinese systems name the same four faces differently. */
const FONTS = {
  sans: undefined,
  serif: '"Songti SC",SimSun,"Noto Serif CJK SC",serif',
  kai: '"Kaiti SC",KaiTi,"AR PL UKai CN",serif',
  mono: 'ui-monospace,Consolas,monospace',
}

function drawSegment({ text, bold, italic, underline, font, size, color, link }: Segment, index: number) {
  const look = {
    style: {
      fontFamily: font && FONTS[font],
      fontWeight: bold && 700,
      fontStyle: italic && 'italic',
      textDecoration: underline && 'underline',
      fontSize: size && `${size}px`,
      color,
    },
  }
  if (!link) {
    return (
      <span key={index} {...look}>
        {text}
      </span>
    )
  }
  return (
    <a key={index} href={link} target="_blank" rel="noopener noreferrer nofollow" {...look}>
      {text}
    </a>
  )
}
