import { previewOf } from '@keqiao/domain'
import { expect, it } from 'vitest'
import type { Catalogue } from '../../i18n/catalogue'
import { en } from '../../i18n/en'
import { zhCN } from '../../i18n/zh-cn'
import { zhTW } from '../../i18n/zh-tw'
import { previewText } from './preview-text'

it('ORD-01, PSL-01: lists name a card in the language of the reader, and leave words as they are', () => {
  const product = previewOf({ kind: 'product', title: '餐桌' })
  const order = previewOf({ kind: 'order', number: 'YS1', verified: false, lines: [] })
  const said = (texts: Catalogue) => [product, order].map((line) => previewText(line, texts))
  expect(said(zhCN)).toEqual(['[商品] 餐桌', '[订单] YS1'])
  expect(said(zhTW)).toEqual(['[商品] 餐桌', '[訂單] YS1'])
  expect(said(en)).toEqual(['[Product] 餐桌', '[Order] YS1'])
  expect(previewText('[笑] 好的', en)).toBe('[笑] 好的')
})
