import { imageBox } from './image-box'
import type { ThreadItem } from './thread-items'

/** Chinese characters in the widest line of a bubble. */
const lineLength = 36
const lineHeight = 22.4

const lines = (text: string) =>
  text.split('\n').reduce((count, line) => count + Math.max(1, Math.ceil(line.length / lineLength)), 0)

/** Pixels a row will probably take; the browser has the last word once it is drawn. */
export function estimateHeight(item: ThreadItem): number {
  switch (item.kind) {
    case 'day':
    case 'unread':
      return 26
    case 'consultation':
      return 48
    case 'system':
      return 24
    case 'note':
      return 10 + 11 + 18 + lines(item.text) * 20.8
    case 'message': {
      const around = item.first ? 30 : 4
      if (item.body?.kind === 'image') return around + imageBox(item.body).height
      if (item.body?.kind === 'text') return around + 12 + lines(item.body.text) * lineHeight
      return around + 12 + lineHeight
    }
  }
}
