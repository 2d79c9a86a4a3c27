import type { Locale } from '../../choose-locale'

interface CardWords {
  readonly product: string
  readonly order: string
  readonly looking: string
  readonly sendProduct: string
  readonly sendOrder: string
  readonly sendThis: (number: string) => string
  readonly send: string
  readonly hide: string
  readonly verified: string
  readonly unverified: string
  readonly total: string
  readonly more: (count: number) => string
  readonly open: string
}

/** Fetched with the first card. */
export const cardWords: Readonly<Record<Locale, CardWords>> = {
  'zh-CN': {
    product: '商品',
    order: '订单',
    looking: '您正在看',
    sendProduct: '发送商品',
    sendOrder: '发送订单',
    sendThis: (number) => `发送订单${number}`,
    send: '发送',
    hide: '收起商品',
    verified: '商家已核对',
    unverified: '来自页面',
    total: '合计',
    more: (count) => `另有${count}种商品`,
    open: '查看',
  },
  'zh-TW': {
    product: '商品',
    order: '訂單',
    looking: '您正在看',
    sendProduct: '傳送商品',
    sendOrder: '傳送訂單',
    sendThis: (number) => `傳送訂單${number}`,
    send: '傳送',
    hide: '收起商品',
    verified: '商家已核對',
    unverified: '來自頁面',
    total: '合計',
    more: (count) => `另有${count}種商品`,
    open: '查看',
  },
  en: {
    product: 'Product',
    order: 'Order',
    looking: 'You are looking at',
    sendProduct: 'Send product',
    sendOrder: 'Send order',
    sendThis: (number) => `Send order ${number}`,
    send: 'Send',
    hide: 'Hide the product',
    verified: 'Verified by the shop',
    unverified: 'From the page',
    total: 'Total',
    more: (count) => `and ${count} more`,
    open: 'View',
  },
}
