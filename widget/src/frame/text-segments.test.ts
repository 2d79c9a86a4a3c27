import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentText } from './text-segments'

type Spans = NonNullable<Parameters<typeof segmentText>[1]>

const mark = (offset: number, length: number, rest: object) => ({ offset, length, ...rest }) as Spans[number]

describe('segments', () => {
  it('cuts where marks begin and end, overlapping ones too', () => {
    const spans = [mark(0, 4, { mark: 'bold' }), mark(2, 4, { mark: 'underline' })]
    expect(segmentText('免费换桌面吧', spans)).toEqual([
      { text: '免费', bold: true },
      { text: '换桌', bold: true, underline: true },
      { text: '面吧', underline: true },
    ])
  })

  it('is the same text again when joined, whatever the marks', () => {
    const span = fc.record({
      offset: fc.nat(40),
      length: fc.integer({ min: 1, max: 40 }),
      mark: fc.constantFrom('bold', 'italic', 'underline'),
    })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.array(span), (text, spans) => {
        const joined = segmentText(text, spans as Spans)
          .map((segment) => segment.text)
          .join('')
        expect(joined).toBe(text)
      }),
    )
  })

  it('shows the text of a mark it does not know', () => {
    expect(segmentText('新标记', [mark(0, 3, { mark: 'blink', value: 'x' })])).toEqual([{ text: '新标记' }])
  })

  it('drops values that are not in the closed list', () => {
    const spans = [
      mark(0, 2, { mark: 'size', value: '400' }),
      mark(0, 2, { mark: 'font', value: 'url(x)' }),
      mark(0, 2, { mark: 'link', value: 'javascript:alert(1)' }),
    ]
    expect(segmentText('小心', spans)).toEqual([{ text: '小心' }])
  })

  it('darkens a colour that cannot be read on white', () => {
    expect(segmentText('红', [mark(0, 1, { mark: 'color', value: '#b3402e' })])).toEqual([
      { text: '红', color: '#b3402e' },
    ])
    const [pale] = segmentText('白', [mark(0, 1, { mark: 'color', value: '#ffffff' })])
    expect(pale?.color).not.toBe('#ffffff')
  })
})

describe('addresses', () => {
  it.each([
    ['请看https://example.com/a?b=1。', 'https://example.com/a?b=1'],
    ['（http://example.com/帮助）', 'http://example.com/帮助'],
    ['See https://example.com/a, please', 'https://example.com/a'],
  ])('finds the one in %s', (text, link) => {
    expect(segmentText(text).find((segment) => segment.link)).toEqual({ text: link, link })
  })

  it.each(['example.com', 'javascript://x', 'ftp://example.com', 'https://'])('makes no link of %s', (text) => {
    expect(segmentText(text)).toEqual([{ text }])
  })

  it('keeps the marks of a bare address and leaves a given link alone', () => {
    expect(segmentText('https://a.cn', [mark(0, 12, { mark: 'bold' })])).toEqual([
      { text: 'https://a.cn', link: 'https://a.cn', bold: true },
    ])
    expect(segmentText('https://a.cn', [mark(0, 12, { mark: 'link', value: 'https://b.cn/' })])).toEqual([
      { text: 'https://a.cn', link: 'https://b.cn/' },
    ])
  })
})
