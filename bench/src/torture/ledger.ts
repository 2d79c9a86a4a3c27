/**
 * What was said and what was acknowledged, kept outside of everything that is killed.
 *
 * Each message carries its author and number in its text, so that it is known again in the log whatever became of its
 * client id on the way.
 */
export interface SaidMessage {
  readonly author: string
  readonly ordinal: number
  readonly text: string
  readonly key: string
  /** The acknowledged place; null as long as there is none. */
  seq: number | null
  /** When an answer was last given up, epoch milliseconds; then the client repeated it. */
  unansweredAt: number | null
}

/** What one author said in one conversation, in the order of saying. */
export interface AuthorLedger {
  readonly author: string
  readonly messages: SaidMessage[]
}

/** See the head of this file. */
export class Ledger {
  acknowledgedCount = 0
  readonly #byKey = new Map<string, SaidMessage>()
  readonly #authors = new Map<string, AuthorLedger>()

  /** What a new author's next message says. */
  nextText(author: string): string {
    return `${author}#${this.#of(author).messages.length} 您好，请问这个订单什么时候发货？`
  }

  /** Notes that it was handed to the client, which gave it the key. */
  said(author: string, text: string, key: string): void {
    const { messages } = this.#of(author)
    const message: SaidMessage = { author, ordinal: messages.length, text, key, seq: null, unansweredAt: null }
    messages.push(message)
    this.#byKey.set(key, message)
  }

  /** Notes an acknowledgement. */
  acknowledged(key: string, seq: number): void {
    const message = this.#byKey.get(key)
    if (!message || message.seq !== null) return
    message.seq = seq
    this.acknowledgedCount += 1
  }

  /** Notes that the connection went before the answer came. */
  unanswered(key: string): void {
    const message = this.#byKey.get(key)
    if (message) message.unansweredAt = Date.now()
  }

  /** Everything, by author. */
  authors(): readonly AuthorLedger[] {
    return [...this.#authors.values()]
  }

  #of(author: string): AuthorLedger {
    const known = this.#authors.get(author)
    if (known) return known
    const fresh: AuthorLedger = { author, messages: [] }
    this.#authors.set(author, fresh)
    return fresh
  }
}
