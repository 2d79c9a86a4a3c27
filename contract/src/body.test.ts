import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyInput, FRAME_LIMITS } from './index'

const text = (words: string, spans?: unknown[]) => ({ kind: 'text', text: words, ...(spans ? { spans } : {}) })
const accepts = (body: unknown) => bodyInput.safeParse(body).success

describe('what a sender may say', () => {
  it('takes any well-formed text with something in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (words) => {
        expect(accepts(text(words))).toBe(words.trim().length > 0 && !words.includes('\u0000'))
      }),
    )
  })

  it.each([
    ['nothing but space', text(' \n\t　')],
    ['NUL', text('a\u0000b')],
    ['a lone surrogate', text('a\ud800b')],
    ['a surrogate pair the wrong way round', text('\udc00\ud800')],
    ['text beyond the limit', text('长'.repeat(FRAME_LIMITS.maxTextLength + 1))],
    ['a span beyond the text', text('短', [{ offset: 0, length: 2, mark: 'bold' }])],
    ['a colour that is a style', text('红', [{ offset: 0, length: 1, mark: 'color', value: 'red;position:fixed' }])],
    ['a link that is a program', text('点', [{ offset: 0, length: 1, mark: 'link', value: 'javascript:alert(1)' }])],
    ['a font of the sender', text('字', [{ offset: 0, length: 1, mark: 'font', value: 'Wingdings' }])],
    ['a mark that is not on the list', text('字', [{ offset: 0, length: 1, mark: 'blink' }])],
    ['HTML as a kind', { kind: 'html', text: '<b>x</b>' }],
    ['a file that is not an id', { kind: 'file', fileId: '../../etc/passwd' }],
  ])('refuses %s', (_what, body) => {
    expect(accepts(body)).toBe(false)
  })
})
