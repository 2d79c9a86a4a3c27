import { characterPairs, charactersOf, pairsOf, trigramsOf, type EntryForms, type Form } from './entry-forms'
import type { AskedTerms } from './query-terms'

/** An entry that has something in common with what was asked. */
export interface Candidate {
  readonly forms: EntryForms
  /** How often it was used: decides between equals. */
  readonly usedCount: number
}

/** How much each likeness counts. Question before keywords before answer (CON-16). */
const shares = {
  /** Of a question: words that mean the same, */
  words: 0.4,
  /** characters side by side, */
  pairs: 0.25,
  /** sounds side by side, which is what a wrong character leaves, */
  sounds: 0.2,
  /** and single characters, which is what a word that was parted otherwise leaves. */
  characters: 0.15,
  keywords: 0.4,
  answer: 0.3,
  use: 0.004,
} as const

/** Below this it only looks alike by accident; so does what stands far behind the best. */
const leastScore = 0.09
const leastOfBest = 0.25

/**
 * The candidates best first; those that only look alike by accident are left out. `among` says how many entries they are
 * the only ones of to have something in common with what was asked: a word that ten of ten candidates have is rare where
 * there are a hundred entries.
 */
export function rankEntries<Entry extends Candidate>(
  terms: AskedTerms,
  candidates: readonly Entry[],
  among: number,
): { readonly entry: Entry; readonly score: number }[] {
  const taken = candidates.map((entry) => ({ entry, parts: partsOf(entry.forms) }))
  const rarity = rarityAmong(
    taken.map(({ parts }) => parts),
    Math.max(among, candidates.length),
  )
  const asked = askedParts(terms)
  const scored = taken
    .map(({ entry, parts }) => ({ entry, score: scoreOf(terms, asked, entry, parts, rarity) }))
    .toSorted((one, other) => other.score - one.score)
  const least = Math.max(leastScore, (scored[0]?.score ?? 0) * leastOfBest)
  return scored.filter(({ score }) => score >= least)
}

/** Pieces of a text, in order and to be looked up: taken apart once, since each is compared many times. */
interface Pieces {
  readonly list: readonly string[]
  readonly set: ReadonlySet<string>
}

const pieces = (list: readonly string[]): Pieces => ({ list, set: new Set(list) })

/** A form taken apart. */
interface FormParts {
  readonly form: Form
  readonly words: Pieces
  readonly pairs: Pieces
  readonly sounds: Pieces
  readonly characters: Pieces
}

interface EntryParts {
  readonly asked: readonly FormParts[]
  readonly keywords: readonly FormParts[]
  readonly answer: { readonly words: Pieces; readonly pairs: Pieces }
}

/** What was asked, taken apart; `spelt` are its 拼音 side by side. */
interface AskedParts extends FormParts {
  readonly spelt: Pieces
}

const formParts = (form: Form): FormParts => ({
  form,
  words: pieces(form.words),
  pairs: pieces(characterPairs(form.text)),
  sounds: pieces(soundPairs(form)),
  characters: pieces(charactersOf(form)),
})

const partsOf = ({ asked, keywords, answer }: EntryForms): EntryParts => ({
  asked: asked.map(formParts),
  keywords: keywords.map(formParts),
  answer: { words: pieces(answer.words), pairs: pieces(characterPairs(answer.text)) },
})

const askedParts = ({ form, pinyin }: AskedTerms): AskedParts => ({
  ...formParts(form),
  spelt: pieces(pairsOf(pinyin, ' ')),
})

/** What a piece of a text is worth, up to 1: the fewer of the entries have it, the more. */
type Rarity = (piece: string) => number

/** Of a piece that none of them has: it parts nobody from nobody, but what was asked is not all answered. */
const unknownWorth = 0.3

function rarityAmong(candidates: readonly EntryParts[], among: number): Rarity {
  const holders = new Map<string, number>()
  for (const parts of candidates) {
    for (const piece of piecesOf(parts)) holders.set(piece, (holders.get(piece) ?? 0) + 1)
  }
  const most = Math.log(1 + among / 0.5)
  const worths = new Map<string, number>()
  for (const [piece, count] of holders) worths.set(piece, Math.log(1 + among / (count - 0.5)) / most)
  return (piece) => worths.get(piece) ?? unknownWorth
}

function piecesOf({ asked, keywords, answer }: EntryParts): Set<string> {
  const all = new Set(answer.words.list)
  for (const { words, pairs, sounds, characters } of [...asked, ...keywords]) {
    for (const { list } of [words, pairs, sounds, characters]) for (const piece of list) all.add(piece)
  }
  return all
}

const soundPairs = ({ syllables }: Form): string[] => pairsOf(syllables, ' ')

function scoreOf(
  terms: AskedTerms,
  own: AskedParts,
  { usedCount }: Candidate,
  { asked, keywords, answer }: EntryParts,
  rarity: Rarity,
): number {
  const likest = Math.max(0, ...asked.map((form, at) => likeness(terms, own, form, rarity) * (at === 0 ? 1 : 0.98)))
  const answered = 0.5 * shareOf(own.words, answer.words, rarity) + 0.5 * shareOf(own.pairs, answer.pairs, rarity)
  return (
    likest +
    shares.keywords * keywordShare(terms, own, keywords, rarity) +
    shares.answer * answered +
    shares.use * Math.log1p(usedCount)
  )
}

function likeness(terms: AskedTerms, own: AskedParts, held: FormParts, rarity: Rarity): number {
  const spoken =
    shares.words * alike(own.words, held.words, rarity) +
    shares.pairs * alike(own.pairs, held.pairs, rarity) +
    shares.sounds * alike(own.sounds, held.sounds, rarity) +
    shares.characters * alike(own.characters, held.characters, rarity)
  return Math.max(
    spoken + 0.25 * latinLikeness(terms, held.form),
    pinyinLikeness(terms, own, held, rarity),
    initialsLikeness(terms, held.form),
  )
}

/** How much of either is in the other, what is rare counting more. What was asked weighs more than what was not. */
function alike(asked: Pieces, held: Pieces, rarity: Rarity): number {
  if (asked.list.length === 0 || held.list.length === 0) return 0
  const covered = shareOf(asked, held, rarity)
  return covered === 0 ? 0 : 0.65 * covered + 0.35 * shareOf(held, asked, rarity)
}

function shareOf({ list }: Pieces, { set: within }: Pieces, rarity: Rarity): number {
  let [all, found] = [0, 0]
  for (const piece of list) {
    const worth = rarity(piece)
    all += worth
    if (within.has(piece)) found += worth
  }
  return all === 0 ? 0 : found / all
}

function pinyinLikeness({ pinyin }: AskedTerms, { spelt }: AskedParts, { sounds }: FormParts, rarity: Rarity): number {
  if (pinyin.length < 2) return 0
  const covered = shareOf(spelt, sounds, rarity)
  return covered === 0 ? 0 : 0.8 * covered + 0.2 * alike(spelt, sounds, rarity)
}

function initialsLikeness({ initials }: AskedTerms, form: Form): number {
  if (initials.length < 2) return 0
  if (form.initials === initials) return 1
  const at = form.initials.indexOf(initials)
  if (at >= 0) return 0.55 + 0.3 * (initials.length / form.initials.length) + (at === 0 ? 0.05 : 0)
  if (initials.length < 4) return 0
  const held = new Set(pairsOf([...form.initials]))
  const pairs = pairsOf([...initials])
  return (0.45 * pairs.filter((pair) => held.has(pair)).length) / pairs.length
}

function latinLikeness({ latin }: AskedTerms, form: Form): number {
  if (latin.length === 0) return 0
  const held = form.text.split(' ').filter((run) => /^[a-z0-9]+$/.test(run))
  const best = latin.map((word) => Math.max(0, ...held.map((other) => dice(trigramsOf(word), trigramsOf(other)))))
  return best.reduce((sum, one) => sum + (one < 0.3 ? 0 : one), 0) / latin.length
}

function dice(one: readonly string[], other: readonly string[]): number {
  const held = new Set(other)
  return (2 * one.filter((piece) => held.has(piece)).length) / Math.max(1, one.length + other.length)
}

/** Keywords that what was asked contains, written, meant or spoken; a rare one says more than one that many have. */
function keywordShare(
  { form, pinyin, initials }: AskedTerms,
  { words }: AskedParts,
  keywords: readonly FormParts[],
  rarity: Rarity,
): number {
  const spoken = ` ${form.syllables.join(' ')} | ${pinyin.join(' ')} `
  const text = form.text.replaceAll(' ', '')
  let missed = 1
  for (const { form: keyword, sounds } of keywords) {
    const written = keyword.text.replaceAll(' ', '')
    if (written === '') continue
    const isMeant = keyword.words.length > 0 && keyword.words.every((word) => words.set.has(word))
    const isSpoken = keyword.syllables.length > 1 && spoken.includes(` ${keyword.syllables.join(' ')} `)
    const isShort = initials.length > 1 && keyword.initials === initials
    const worth = text.includes(written) ? 1 : isMeant ? 0.9 : isSpoken || isShort ? 0.8 : 0
    if (worth === 0) continue
    const rare = Math.max(0, ...[...keyword.words, ...sounds.list].map(rarity))
    missed *= 1 - 0.8 * worth * rare
  }
  return 1 - missed
}
