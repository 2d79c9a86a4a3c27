import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textPieces, type TextBody } from './text-pieces'

const pieces = (text: string, spans?: TextBody['spans']) =>
  textPieces({ kind: 'text', text, ...(spans && { spans }) }).map(({ text: part, marks }) => [part, marks])

describe('textPieces', () => {
  it('leaves plain text in one piece', () => expect(pieces('你好')).toEqual([['你好', {}]]))

  it('cuts at every edge and joins the marks where spans overlap', () => {
    const spans: TextBody['spans'] = [
      { offset: 0, length: 4, mark: 'bold' },
      { offset: 2, length: 4, mark: 'color', value: '#ff0000' },
    ]
    expect(pieces('补偿两百六十元', spans)).toEqual([
      ['补偿', { bold: true }],
      ['两百', { bold: true, color: '#ff0000' }],
      ['六十', { color: '#ff0000' }],
      ['元', {}],
    ])
  })

  it('lets the later of two alike win', () => {
    const spans: TextBody['spans'] = [
      { offset: 0, length: 2, mark: 'size', value: '12' },
      { offset: 0, length: 2, mark: 'size', value: '20' },
    ]
    expect(pieces('大字', spans)).toEqual([['大字', { size: 20 }]])
  })

  it('makes a link of an address and leaves the punctuation after it outside', () => {
    expect(pieces('见 https://a.example/p?x=1。谢谢')).toEqual([
      ['见 ', {}],
      ['https://a.example/p?x=1', { link: 'https://a.example/p?x=1' }],
      ['。谢谢', {}],
    ])
    expect(pieces('(http://a.example).')[1]).toEqual(['http://a.example', { link: 'http://a.example' }])
  })

  it('does not argue with a link the author made over an address', () => {
    const spans: TextBody['spans'] = [{ offset: 0, length: 17, mark: 'link', value: 'https://b.example' }]
    expect(pieces('https://a.example', spans)).toEqual([['https://a.example', { link: 'https://b.example' }]])
  })

  it('never makes an address of anything but http', () => {
    const spans: TextBody['spans'] = [{ offset: 0, length: 2, mark: 'link', value: 'javascript:alert(1)' }]
    expect(pieces('点我', spans)).toEqual([['点我', {}]])
    expect(pieces('javascript:alert(1)')).toEqual([['javascript:alert(1)', {}]])
  })

  it('keeps every character in its place whatever the spans', () => {
    const span = fc.record({
      offset: fc.nat(30),
      length: fc.integer({ min: 1, max: 30 }),
      mark: fc.constant('bold' as const),
    })
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }),
        fc.array(span, { maxLength: 6 }),
        (text, spans) => {
          const made = textPieces({ kind: 'text', text, spans })
          expect(made.map((piece) => piece.text).join('')).toBe(text)
          for (const piece of made) expect(text.slice(piece.offset).startsWith(piece.text)).toBe(true)
        },
      ),
    )
  })
})
