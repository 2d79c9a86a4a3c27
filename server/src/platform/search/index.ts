export { wordsOf } from './chinese-words'
export { foldInPlace, foldText, runsOf } from './fold-text'
export { fuzzySyllable, readPinyin, syllablesOf } from './pinyin-of'
