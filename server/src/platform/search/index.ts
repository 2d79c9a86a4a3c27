export { bigramQuery, bigramVector, findWords, wordsOf } from './bigrams'
export { foldText, type FoldedText } from './fold-text'
