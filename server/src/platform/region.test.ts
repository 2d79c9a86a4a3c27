import { placeName, type Region } from '@keqiao/domain'
import { expect, test } from 'vitest'
import { createRegionLookup } from './region'

const faults: unknown[] = []
const regionOf = createRegionLookup((error) => faults.push(error))
const words = (region: Region | null) => (region?.kind === 'place' ? placeName(region) : (region?.kind ?? null))

test.each([
  ['183.129.153.1', '浙江 杭州'],
  ['::ffff:183.129.153.1', '浙江 杭州'],
  ['120.24.78.68', '广东 深圳'],
  ['240e:39c::1', '四川'],
  ['8.8.8.8', '美国'],
  ['127.0.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['192.168.1.3', 'private'],
  ['100.64.0.1', 'private'],
  ['fe80::1%eth0', 'private'],
  ['fd00::1', 'private'],
  // An address of documentation, one of a network without a place, and none at all.
  ['203.0.113.5', null],
  ['2001:4860:4860::8888', null],
  ['', null],
  ['not an address', null],
])('%s comes from %s', async (address, expected) => {
  expect(words(await regionOf(address))).toBe(expected)
  expect(faults).toEqual([])
})
