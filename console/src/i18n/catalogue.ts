import type { ClientErrorCode } from '@keqiao/client'
import type { zhCN } from './zh-cn'
import type { entranceZhCN } from './zh-cn.entrance'

type Widened<Entry> = Entry extends string
  ? string
  : Entry extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof Entry]: Widened<Entry[Key]> }

/** Every code of the wire has words on the screen; `unknown` is for codes newer than this page. */
export type ErrorWords = { readonly [Code in ClientErrorCode | 'unknown']: string }

type Words<Texts> = Widened<Omit<Texts, 'errors'>> & { readonly errors: ErrorWords }

/** All texts of the console in one language. A key that is missing or superfluous in a catalogue does not compile. */
export type Catalogue = Words<typeof zhCN>

/** The part of it that is needed before anybody has signed in, and comes alone until then. */
export type EntranceCatalogue = Words<typeof entranceZhCN>
