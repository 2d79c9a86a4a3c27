import { describe, expect, it } from 'vitest'
import { fillVariables, phraseCodeOf, variablesIn } from './phrase'

const fill = (
  text: string,
  values: Parameters<typeof fillVariables>[1],
  spans: { offset: number; length: number }[] = [],
) => fillVariables({ text, spans }, values)

describe('CON-24: variables of a phrase', () => {
  it('are filled in the words of any language', () => {
    const values = { visitor: '林知夏', agent: '小岚' }
    expect(fill('{访客昵称}您好，我是{客服昵称}', values).text).toBe('林知夏您好，我是小岚')
    expect(fill('{訪客暱稱} / {visitor}', values).text).toBe('林知夏 / 林知夏')
  })

  it('stay where no value is known, and are found', () => {
    const { text } = fill('单号{订单号}，券{优惠码}', { order: '' })
    expect(text).toBe('单号{订单号}，券{优惠码}')
    expect(variablesIn(text)).toEqual([
      { name: '{订单号}', offset: 2 },
      { name: '{优惠码}', offset: 9 },
    ])
    expect(variablesIn('f(x) { return }\n{a\nb} {}')).toEqual([{ name: '{ return }', offset: 5 }])
  })

  it('never fill what a value brings along', () => {
    expect(fill('{访客昵称}', { visitor: '{商家}', merchant: '云杉' }).text).toBe('{商家}')
  })

  it('move the marks along', () => {
    // 您好 | {访客昵称} | 谢谢, the mark over the last two, then one over the variable alone, then one inside of it.
    const { text, spans } = fill('您好{访客昵称}谢谢', { visitor: '林' }, [
      { offset: 8, length: 2 },
      { offset: 2, length: 6 },
      { offset: 3, length: 2 },
    ])
    expect(text).toBe('您好林谢谢')
    expect(spans).toEqual([
      { offset: 3, length: 2 },
      { offset: 2, length: 1 },
      { offset: 2, length: 1 },
    ])
  })
})

it('takes a code with or without its slash, and none that a blank would end', () => {
  expect(['/TH', 'th', '退货', '/', 'a b', 'x'.repeat(13)].map(phraseCodeOf)).toEqual([
    'th',
    'th',
    '退货',
    null,
    null,
    null,
  ])
})
