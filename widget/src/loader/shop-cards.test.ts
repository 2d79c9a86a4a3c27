import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ordersOf, productOf } from './shop-cards'

let warned: string[]

beforeEach(() => {
  warned = []
  vi.stubGlobal('location', { href: 'https://shop.example/goods/table.html' })
  vi.spyOn(console, 'warn').mockImplementation((words: string) => void warned.push(words))
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('PSL-01: takes a product as pages write it', () => {
  const given = {
    id: 14,
    title: ' 餐桌 ',
    price: 3299,
    currency: 'cny',
    image: '/a.jpg',
    url: '',
    attributes: { 尺寸: '1.4米' },
  }
  expect(productOf(given)).toEqual({
    ...{ id: '14', title: '餐桌', price: '3299', currency: 'CNY', image: 'https://shop.example/a.jpg', url: null },
    attributes: [{ name: '尺寸', value: '1.4米' }],
  })
  expect(productOf(null)).toBeNull()
  expect(warned).toEqual([])
})

it('PSL-01: leaves out what leads anywhere but into the web, and says so', () => {
  expect(
    productOf({ title: '桌', url: 'javascript:alert(1)', image: 'data:image/png;base64,AA', currency: '元' }),
  ).toEqual({
    ...{ id: '', title: '桌', price: '', image: null, url: null },
  })
  expect(warned).toHaveLength(3)
  expect(productOf({ price: 1 })).toBeNull()
  expect(productOf('桌')).toBeNull()
  expect(warned).toHaveLength(5)
})

it('ORD-01: takes one order or many, without those that are none', () => {
  const [order] = ordersOf({ number: 'A-1\0', placedAt: '2026-11-30T08:00:00Z', total: 12.5, lines: [{ title: '桌' }] })
  const lines = [{ title: '桌', quantity: 1 }]
  expect(order).toEqual({ number: 'A-1', placedAt: Date.UTC(2026, 10, 30, 8), total: '12.5', lines })
  const mixed = [{ number: 'A-2', lines: [{ title: '桌', quantity: 0 }, { quantity: 2 }] }, { total: 1 }, null]
  expect(ordersOf(mixed)).toEqual([{ number: 'A-2', lines: [] }])
  expect(warned).toHaveLength(4)
  expect(ordersOf(null)).toEqual([])
})

it('ORD-01: keeps within what travels with each report of the page', () => {
  const long = Array.from({ length: 12 }, (_, at) => ({
    number: `A-${at}`,
    lines: Array.from({ length: 30 }, () => ({ title: '长'.repeat(400) })),
  }))
  const kept = ordersOf(long)
  expect(kept.length).toBeGreaterThan(0)
  expect(JSON.stringify(kept).length).toBeLessThanOrEqual(12_000)
  expect(kept[0]?.lines).toHaveLength(20)
})
