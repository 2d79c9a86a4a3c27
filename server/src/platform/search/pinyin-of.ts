import { LRUCache } from 'lru-cache'
import { pinyin } from 'pinyin-pro'
import { wordRowOf } from './chinese-words'

/** A word's syllables cost 0.1 ms, and the words of a shop are the same few thousand over and over. */
const known = new LRUCache<string, readonly string[]>({ max: 50_000 })

/** The syllables of a run of 汉字, without tones, one for each character; ü is written v. */
export function syllablesOf(han: string): string[] {
  return wordRowOf(han).flatMap((word) => {
    let syllables = known.get(word)
    if (!syllables) {
      syllables = pinyin(word, { toneType: 'none', type: 'array', v: true })
      known.set(word, syllables)
    }
    return syllables
  })
}

/** What people who speak one way and type another mix up: zh/z, ch/c, sh/s, n/l at the head, -ng/-n at the end. */
export function fuzzySyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/([aei])ng$/, '$1n')
}

const initials = 'zh ch sh b p m f d t n l g k h j q x r z c s y w'.split(' ')
const finals = (
  'a o e i u v ai ei ui ao ou iu ie ve ue er an en in un vn ang eng ing ong ' +
  'ia iao ian iang iong ua uo uai uan uang'
).split(' ')
/** Every way in which letters can be a syllable; some that do not exist do no harm. */
const syllables = new Set([
  ...initials.flatMap((head) => finals.map((tail) => head + tail)),
  'a',
  'o',
  'e',
  'ai',
  'ei',
  'ao',
  'ou',
  'er',
  'an',
  'en',
  'ang',
])

/**
 * Parts letters into as few syllables as they can be read as: `tuihuo` is tui huo. Null when they cannot be read so,
 * which is what tells initials and foreign words from 拼音.
 */
export function readPinyin(letters: string): string[] | null {
  const best: (string[] | null)[] = [[]]
  for (let end = 1; end <= letters.length; end += 1) {
    let shortest: string[] | null = null
    for (let start = Math.max(0, end - 6); start < end; start += 1) {
      const before = best[start]
      const part = letters.slice(start, end)
      if (!before || !syllables.has(part)) continue
      if (shortest === null || before.length + 1 < shortest.length) shortest = [...before, part]
    }
    best.push(shortest)
  }
  return best[letters.length] ?? null
}
