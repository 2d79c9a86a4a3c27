/** One person at one end of a conversation, speaking through the real client as fast as he is acknowledged. */
import { createClient, openConversation, type Client, type Conversation } from '@keqiao/client'
import type { Ledger } from './ledger'
import { nodeEnvironment, type NodeEnvironment } from './node-environment'

/** Who, where, and how he is known. */
export interface TalkerOptions {
  readonly author: string
  readonly as: 'visitor' | 'member'
  readonly port: number
  /** What the server's own pages come from; a proxy in between listens elsewhere. */
  readonly origin: string
  readonly token?: string
  readonly cookie?: string
}

/** A client, and the cord of its network. */
export interface Person {
  readonly client: Client
  readonly cut: () => void
}

/** Messages in the client's queue: one under way, one that waits behind it. */
const queued = 2

/** The client of one person, not speaking yet. */
export function connectClient({ author, as, port, token, ...options }: TalkerOptions): Person {
  const environment = environmentOf(options)
  const client = createClient({
    url: `ws://127.0.0.1:${port}/ws`,
    as,
    token: () => token,
    owner: author,
    environment,
  })
  return { client, cut: environment.cut }
}

function environmentOf({ cookie, origin }: Pick<TalkerOptions, 'cookie' | 'origin'>): NodeEnvironment {
  return nodeEnvironment(cookie === undefined ? {} : { cookie, origin })
}

/** See the head of this file. */
export class Talker {
  readonly client: Client
  /** Cuts the connection; the client comes back by itself. */
  readonly cut: () => void
  readonly conversation: Conversation
  readonly author: string
  talking = false
  /** Codes of messages that were refused for good. */
  readonly refusals: string[] = []
  readonly #ledger: Ledger
  readonly #refused = new Set<string>()

  /** Joins a conversation; null opens the visitor's own with the first message. */
  constructor(author: string, { client, cut }: Person, conversationId: string | null, ledger: Ledger) {
    this.author = author
    this.client = client
    this.cut = cut
    this.#ledger = ledger
    this.conversation = openConversation(this.#noting(client), { conversationId })
    this.conversation.subscribe(() => this.#changed())
  }

  /** Begins, or goes on. */
  talk(): void {
    this.talking = true
    this.#fill()
  }

  /** Says one thing more. */
  say(): void {
    const text = this.#ledger.nextText(this.author)
    const key = this.conversation.send({ kind: 'text', text })
    this.#ledger.said(this.author, text, key)
  }

  /** Under way: handed to the socket, no answer yet. */
  inFlightCount(): number {
    return this.conversation.getSnapshot().pending.filter(({ state }) => state === 'sending').length
  }

  /** Not acknowledged yet. */
  openCount(): number {
    return this.conversation.getSnapshot().pending.filter(({ state }) => state === 'sending' || state === 'queued')
      .length
  }

  stop(): void {
    this.talking = false
    this.conversation.release()
    this.client.stop()
  }

  /** The client says only that something is acknowledged; where, is in the answer it got. */
  #noting(client: Client): Client {
    return {
      ...client,
      call: async (name, input, key) => {
        const reply = await client.call(name, input, key)
        if (name === 'conversation.sendMessage' && key !== undefined) {
          if (reply.ok) this.#ledger.acknowledged(key, (reply.result as { seq: number }).seq)
          else if (reply.error.code === 'disconnected') this.#ledger.unanswered(key)
        }
        return reply
      },
    }
  }

  #changed(): void {
    for (const { key, state, code } of this.conversation.getSnapshot().pending) {
      if (state !== 'failed' || this.#refused.has(key)) continue
      this.#refused.add(key)
      this.refusals.push(`${this.author}: ${code}`)
    }
    // Not in the middle of a change of the queue: the store tells from inside it.
    if (this.talking) queueMicrotask(() => this.#fill())
  }

  #fill(): void {
    while (this.talking && this.openCount() < queued) this.say()
  }
}
