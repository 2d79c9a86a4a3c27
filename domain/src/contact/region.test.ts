import { expect, test } from 'vitest'
import { placeName, placeOf } from './region'

const named = (country: string, province: string, city: string) => {
  const place = placeOf({ country, province, city })
  return place?.kind === 'place' ? placeName(place) : null
}

test.each([
  [['中国', '浙江省', '杭州市'], '浙江 杭州'],
  [['中国', '北京', '北京市'], '北京'],
  [['中国', '广西壮族自治区', '南宁市'], '广西 南宁'],
  [['中国', '内蒙古自治区', ''], '内蒙古'],
  [['中国', '', ''], '中国'],
  [['日本', '', '东京'], '日本 东京'],
  [['', '', ''], null],
] as const)('%j is called %s', ([country, province, city], expected) => {
  expect(named(country, province, city)).toBe(expected)
})
