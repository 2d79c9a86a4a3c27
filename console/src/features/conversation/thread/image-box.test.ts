import { describe, expect, it } from 'vitest'
import { imageBox } from './image-box'

describe('imageBox', () => {
  it('fits a wide image by its width and a tall one by its height', () => {
    expect(imageBox({ width: 480, height: 120 })).toEqual({ width: 240, height: 60 })
    expect(imageBox({ width: 300, height: 900 })).toEqual({ width: 60, height: 180 })
  })
  it('never enlarges, and leaves something to click on of a hairline', () => {
    expect(imageBox({ width: 100, height: 50 })).toEqual({ width: 100, height: 50 })
    expect(imageBox({ width: 4_000, height: 3 })).toEqual({ width: 240, height: 24 })
  })
  it('reserves the whole room where nothing is known', () => {
    expect(imageBox({})).toEqual({ width: 240, height: 180 })
  })
})
