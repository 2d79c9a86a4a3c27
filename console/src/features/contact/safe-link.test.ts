import { expect, test } from 'vitest'
import { addressPieces, isWebAddress } from './safe-link'

test.each([
  ['https://yunshan.example/p/1', true],
  ['HTTP://yunshan.example', true],
  ['javascript:alert(1)', false],
  [' https://yunshan.example', false],
  ['data:text/html,x', false],
  ['https://', false],
  ['//yunshan.example', false],
  ['', false],
])('%s is a link: %s', (address, expected) => {
  expect(isWebAddress(address)).toBe(expected)
})

test('a short address stays whole', () => {
  expect(addressPieces('https://yunshan.example/')).toEqual({ head: 'yunshan.example', tail: '' })
})

test('of a long one the end is kept, and Chinese is readable', () => {
  const { head, tail } = addressPieces('https://yunshan.example/%E9%A4%90%E6%A1%8C/beian-table-140?from=list')
  expect(head + tail).toBe('yunshan.example/餐桌/beian-table-140?from=list')
  expect(tail).toBe('-140?from=list')
})

test('half a character or a wrong encoding breaks nothing', () => {
  expect(addressPieces('https://yunshan.example/%E9%A4').head).toContain('%E9%A4')
})
