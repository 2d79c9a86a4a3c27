import { imageBox } from './image-box'
import type { ThreadItem } from './thread-items'

const lineHeight = 22.4
/** Pixels of a Chinese character, and of what stands between two of another script on the average. */
const wide = 14
const narrow = 7.5
const firstWide = '\u2e80'

/** Pixels of text in the widest line of a bubble; the same steps as in thread.css. */
function lineWidth(): number {
  const padding = 24
  if (window.innerWidth < 1_360) return 440 - padding
  return (window.innerWidth < 1_680 ? 520 : 600) - padding
}

function lines(text: string): number {
  const width = lineWidth()
  return text.split('\n').reduce((count, line) => {
    let length = 0
    for (const character of line) length += character >= firstWide ? wide : narrow
    return count + Math.max(1, Math.ceil(length / width))
  }, 0)
}

/**
 * Pixels a row will probably take, whole ones as they are measured; the browser has the last word once it is drawn.
 */
export const estimateHeight = (item: ThreadItem): number => Math.round(heightOf(item))

function heightOf(item: ThreadItem): number {
  switch (item.kind) {
    case 'day':
    case 'unread':
      return 26
    case 'consultation':
      return 48
    case 'system':
      return 24
    case 'whisper':
      return item.text === null ? 24 : 10 + 11 + 18 + lines(item.text) * 20.8
    case 'note':
      return 10 + 11 + 18 + lines(item.text) * 20.8
    case 'message': {
      const around = item.first ? 30 : 4
      if (item.body?.kind === 'image') return around + imageBox(item.body).height
      if (item.body?.kind === 'text') return around + 12 + lines(item.body.text) * lineHeight
      if (item.body?.kind === 'product') return around + 106 + (item.body.url === undefined ? 0 : 33)
      if (item.body?.kind === 'order') {
        const { lines: goods, url } = item.body
        return around + 76 + Math.min(goods.length, 3) * 48 + (goods.length > 3 ? 26 : 0) + (url === undefined ? 0 : 33)
      }
      return around + 12 + lineHeight
    }
  }
}
