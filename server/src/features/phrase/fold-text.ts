import { Converter } from 'opencc-js/t2cn'

/** The tables are read once, when the first phrase is folded. */
let simplified: ((text: string) => string) | undefined

/** Text as it is searched: one width, lower case, simplified characters, so that 退貨 finds 退货 and the other way. */
export function foldText(text: string): string {
  simplified ??= Converter({ from: 't', to: 'cn' })
  return simplified(text.normalize('NFKC').toLowerCase())
}
