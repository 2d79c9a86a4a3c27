import { routingSettings } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { numberFields, routingBounds } from './routing-bounds'

it.each(Object.entries(routingBounds))('%s is bounded as the contract bounds it', (field, [min, max]) => {
  const fits = (value: number) => routingSettings.safeParse({ [field]: value }).success
  expect([fits(min - 1), fits(min), fits(max), fits(max + 1)]).toEqual([false, true, true, false])
})

it('names each of them', () => {
  expect([...numberFields].toSorted()).toEqual(Object.keys(routingBounds).toSorted())
})
