import { kindOfPreview } from '@keqiao/domain/conversation/body'
import type { Catalogue } from '../../i18n/catalogue'

/** One line about a message, as lists have it, with its mark in the language of the reader. */
export function previewText(line: string, { message, card }: Catalogue): string {
  const found = kindOfPreview(line)
  if (!found) return line
  const marks = { image: message.image, file: card.fileMark, product: card.productMark, order: card.orderMark }
  return `${marks[found.kind]} ${found.called}`
}
