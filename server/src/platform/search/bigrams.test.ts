import { expect, it } from 'vitest'
import { bigramQuery, bigramVector, findWords, wordsOf } from './bigrams'
import { foldText } from './fold-text'

it('folds width, case, script and blanks', () => {
  expect(foldText('ＡＢＣ　退貨\n 單').characters.join('')).toBe('abc 退货 单')
})

it('makes pairs that do not reach over a blank, and a last character', () => {
  expect(bigramVector('退货 吗', ['t'])).toBe(`'\u0001t' '退货':1 '货':2 '吗':4`)
})

it('quotes what a vector would read as its own', () => {
  expect(bigramVector(`a'\\`, [])).toBe(`'a''':1 '''\\\\':2 '\\\\':3`)
  expect(bigramQuery([`a'`, '货'], ['t'])).toBe(`'\u0001t' & ('a''') & '货':*`)
})

it('reads the words of a query, each once', () => {
  expect(wordsOf('  退貨 单号　退货 ')).toEqual(['退货', '单号'])
  expect(wordsOf(' \u0007 ')).toEqual([])
})

it('finds places in the text as it was written', () => {
  expect(findWords('要退貨，😀ＯＫ了退货', ['退货', 'ok'])).toEqual([
    [1, 3],
    [6, 8],
    [9, 11],
  ])
  expect(findWords('ab', ['ab', 'b'])).toEqual([[0, 2]])
})
