import { expect, it } from 'vitest'
import { isEmail, phoneOf } from './reach'

it.each([
  ['138 0013 8000', '13800138000'],
  ['０１０-８８８８ ６６６６', '01088886666'],
  ['+86 (10) 8888-6666', '+861088886666'],
  ['12345', null],
  ['1234567890123456', null],
  ['1380013800a', null],
  ['86+13800138000', null],
])('the number %s is kept as %s', (text, kept) => {
  expect(phoneOf(text)).toBe(kept)
})

it.each(['luo@example.com', 'a.b+c@mail.example.co', '罗@example.com'])('%s is an address', (text) => {
  expect(isEmail(text)).toBe(true)
})

it.each([
  'luo',
  'luo@',
  '@example.com',
  'luo@example',
  'a b@example.com',
  'a@b@example.com',
  'a@example..com',
  'a@.com',
])('%s is none', (text) => {
  expect(isEmail(text)).toBe(false)
})
