import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

let jieba: Jieba | undefined

/** The words of a folded text, the parts of long words among them. The dictionary is loaded at the first call (0.6 s). */
export function chineseWordsOf(folded: string): string[] {
  jieba ??= Jieba.withDict(dict)
  return jieba.cutForSearch(folded, true).filter((word) => /[\p{Script=Han}\p{Script=Latin}\p{N}]/u.test(word))
}

/** The words one after the other, none inside another. */
export function wordRowOf(folded: string): string[] {
  jieba ??= Jieba.withDict(dict)
  return jieba.cut(folded, true)
}
