/** A page of the demo shop below `/demo/`; empty: its front page. */
export type ShopPath = '' | `${string}.html`

/** What a visitor does next. Words in a list are said one after another, without waiting for an answer. */
export type Beat =
  | string
  | readonly string[]
  /** Goes on to another page while the conversation goes on. */
  | { readonly go: ShopPath }
  | { readonly picture: 'scratch' | 'room' }

/** One visit, from the first page to the last word. */
export interface Script {
  readonly id: string
  /** Pages he looks at before he asks; the last is where he asks. */
  readonly walk: readonly [ShopPath, ...ShopPath[]]
  readonly beats: readonly [Beat, ...Beat[]]
  /**
   * `closes` ends the conversation, `leaves` closes the tab without a word, `returns` closes the tab and comes back to
   * the same conversation with `later`.
   */
  readonly end: 'closes' | 'leaves' | 'returns'
  /** Said when he is back. */
  readonly later?: readonly Beat[]
  /** Seconds for which he waits for an answer before he says so; about 40 unless told. */
  readonly patienceSeconds?: number
}
