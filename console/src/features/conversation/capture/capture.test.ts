import { describe, expect, it } from 'vitest'
import { arrowHead, isIn, middleOf, nudged, rectBetween } from './capture-geometry'
import { drawMarks, mosaicCell, type Mark, type Paper } from './marks'

const size = { width: 100, height: 80 }

describe('CON-11: the region of a capture', () => {
  it('lies between two corners, however they were drawn, and within the picture', () => {
    expect(rectBetween({ x: 30.4, y: 50 }, { x: 10, y: 20 }, size)).toEqual({ x: 10, y: 20, width: 20, height: 30 })
    expect(rectBetween({ x: -9, y: -9 }, { x: 999, y: 999 }, size)).toEqual({ x: 0, y: 0, ...size })
  })

  it('is moved and resized by keys, and never leaves the picture', () => {
    const rect = { x: 80, y: 10, width: 20, height: 20 }
    expect(nudged(rect, { x: 10, y: 5 }, 'move', size)).toEqual({ ...rect, x: 80, y: 15 })
    expect(nudged(rect, { x: 10, y: 100 }, 'resize', size)).toEqual({ ...rect, width: 20, height: 70 })
    expect(nudged(rect, { x: -100, y: 0 }, 'resize', size).width).toBe(8)
    expect(middleOf(size)).toEqual({ x: 25, y: 20, width: 50, height: 40 })
    expect([isIn({ x: 80, y: 10 }, rect), isIn({ x: 79, y: 10 }, rect)]).toEqual([true, false])
  })
})

describe('CON-11: marks', () => {
  it('point an arrow where it goes', () => {
    const [tip, left, right] = arrowHead({ x: 0, y: 0 }, { x: 10, y: 0 }, 5)
    expect(tip).toEqual({ x: 10, y: 0 })
    expect(left.x).toBeCloseTo(right.x)
    expect(left.y).toBeCloseTo(-right.y)
    expect(left.x).toBeLessThan(10)
  })

  it('are drawn in their order, and a mosaic covers its part with cells', () => {
    const calls: string[] = []
    const paper = new Proxy(
      {},
      {
        get:
          (_target, name) =>
          (...args: unknown[]) =>
            void calls.push(
              `${String(name)} ${args
                .filter((one) => typeof one === 'number')
                .map((one) => Math.round(one))
                .join(' ')}`,
            ),
        set: () => true,
      },
    ) as unknown as Paper
    const marks: Mark[] = [
      { kind: 'box', from: { x: 20, y: 20 }, to: { x: 10, y: 10 }, color: '#e5352b' },
      { kind: 'mosaic', from: { x: 0, y: 0 }, to: { x: 2 * mosaicCell, y: mosaicCell } },
      { kind: 'text', from: { x: 5, y: 6 }, text: '这里', color: '#ffffff' },
    ]
    drawMarks(paper, size, marks, (_part, width, height) => ({ width, height }) as unknown as CanvasImageSource)
    const drawn = calls.filter((call) => !/^(save|restore)/.test(call))
    expect(drawn).toEqual([
      'strokeRect 10 10 10 10',
      `drawImage 0 0 2 1 0 0 ${2 * mosaicCell} ${mosaicCell}`,
      'strokeText 5 6',
      'fillText 5 6',
    ])
  })
})
