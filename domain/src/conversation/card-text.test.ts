import { describe, expect, it } from 'vitest'
import { plainText, previewOf } from './body'
import { orderLines, priceText, productLines } from './card-text'

describe('ORD-01, PSL-01: a card in plain text', () => {
  it('writes a number with its currency in the manner of the language, and anything else as the shop did', () => {
    expect(priceText('3299', 'CNY', 'zh-CN')).toBe('¥3,299')
    expect(priceText('3299.5', 'CNY', 'zh-CN')).toBe('¥3,299.50')
    expect(priceText('699', 'USD', 'en')).toBe('$699')
    expect(priceText('¥3,299 起', 'CNY', 'zh-CN')).toBe('¥3,299 起')
    expect(priceText(undefined, 'CNY', 'zh-CN')).toBe('')
  })

  it('says everything that stands on it, and leaves no empty line', () => {
    const product = {
      title: '白橡木餐桌',
      price: '3299',
      currency: 'CNY',
      attributes: [{ name: '尺寸', value: '1.4米' }],
    }
    expect(productLines(product, 'zh-CN')).toEqual(['白橡木餐桌', '¥3,299', '尺寸 1.4米'])
    const lines = [{ title: '白橡木餐桌', quantity: 2, price: '3299' }]
    const order = {
      number: 'YS1',
      status: '已发货',
      total: '6598',
      currency: 'CNY',
      lines,
      url: 'https://shop.example/1',
    }
    expect(orderLines(order, 'zh-CN')).toEqual([
      'YS1 · 已发货 · ¥6,598',
      '白橡木餐桌 × 2 · ¥3,299',
      'https://shop.example/1',
    ])
  })

  it('is one line with its mark in lists', () => {
    expect(previewOf({ kind: 'product', title: '白橡木\n餐桌' })).toBe('[商品] 白橡木 餐桌')
    expect(plainText({ kind: 'order', number: 'YS1', verified: false, lines: [] })).toBe('[订单] YS1')
  })
})
