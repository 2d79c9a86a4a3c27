import type { Catalogue } from '../../i18n/catalogue'

/** What the server puts in front of the name of what is no text; see `plainText` of the domain. */
const marks = /^\[(图片|文件|商品|订单)\] /

/** One line about a message, as lists have it, with its mark in the language of the reader. */
export function previewText(line: string, { message, card }: Catalogue): string {
  const found = marks.exec(line)
  if (!found) return line
  const rest = line.slice(found[0].length)
  switch (found[1]) {
    case '图片':
      return `${message.image} ${rest}`
    case '文件':
      return `${card.fileMark} ${rest}`
    case '商品':
      return `${card.productMark} ${rest}`
    default:
      return `${card.orderMark} ${rest}`
  }
}
