/**
 * What one person says in one conversation, kept until the server has it.
 *
 * Invariants: at most one item is under way, so the order of submit is the order in the log; an item is repeated with
 * the same client id until an answer is final, so nothing is lost and nothing said twice; an item leaves when its event
 * is seen, whether the acknowledgement came before or after or never; what is not acknowledged is in storage, so a
 * reload goes on. A refused item steps aside as `failed` and lets the others pass.
 */
import type { BodyInput, BodyView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { ClientErrorCode, Reply } from './calls'
import type { ClientStorage, Environment } from './environment'
import { createKeptMessages, type KeptMessages } from './kept-messages'
import type { PendingMessage } from './pending-message'
import { createTimer, type Timer } from './timer'

/** What a queue works with, and who hears of it. */
export interface SendQueueOptions {
  readonly environment: Environment
  readonly storage: ClientStorage
  readonly storageKey: string
  /** Sends nothing before `free`. */
  readonly held: boolean
  /** Whether there is a connection now. */
  readonly ready: () => boolean
  /** Sends one item; the answer of its command. */
  readonly deliver: (item: PendingMessage) => Promise<Reply<{ seq: number }>>
  /** The items changed. */
  readonly changed: (items: readonly PendingMessage[]) => void
}

/** See the head of this file. */
export class SendQueue {
  readonly #options: SendQueueOptions
  #items: readonly PendingMessage[]
  readonly #kept: KeptMessages
  /** Seq of what was acknowledged and is not seen yet. */
  readonly #acknowledged = new Map<string, number>()
  /** The server wants to be left alone for a while. */
  readonly #pause: Timer
  #shownSeq = 0
  #underWay = false
  #held: boolean
  #failures = 0
  #drained: (() => void) | null = null

  /** Begins with what an earlier page left in storage. Call `wake` when connected. */
  constructor(options: SendQueueOptions) {
    this.#options = options
    this.#kept = createKeptMessages(options.storage, options.storageKey)
    this.#pause = createTimer(options.environment)
    this.#items = this.#kept.read()
    this.#held = options.held
  }

  /** What the log does not show yet, in the order of submit. */
  pending(): readonly PendingMessage[] {
    return this.#items
  }

  /** Keeps and shows it, and sends it in its turn. Returns its key. */
  submit(kind: PendingMessage['kind'], body: BodyInput, shown: BodyView | null): string {
    const { environment } = this.#options
    const at = environment.now()
    return this.#append({ key: environment.newId(), kind, body, shown, at, state: 'queued', code: null })
  }

  /** A failed one again at the end; a new key, or the same where it is not known whether it was stored. */
  retry(key: string): string {
    const item = this.#failed(key)
    if (!item) return key
    const { environment } = this.#options
    const next = item.code === 'internal' ? key : environment.newId()
    this.#drop(new Set([key]))
    return this.#append({ ...item, key: next, at: environment.now(), state: 'queued', code: null })
  }

  /** Forgets a failed one. */
  discard(key: string): void {
    if (this.#failed(key)) this.#drop(new Set([key]))
  }

  /** The log shows everything up to `seq`, and these keys came with it. */
  seen(keys: ReadonlySet<string>, seq: number): void {
    this.#shownSeq = seq
    const isSeen = ({ key }: PendingMessage) => {
      const place = this.#acknowledged.get(key)
      return keys.has(key) || (place !== undefined && place <= seq)
    }
    const gone = new Set(this.#items.filter(isSeen).map(({ key }) => key))
    if (gone.size > 0) this.#drop(gone)
  }

  /** There is a connection: go on. */
  wake(): void {
    this.#pause.cancel()
    this.#pump()
  }

  /** From now on messages are kept under this key of the storage. */
  moveTo(storageKey: string): void {
    this.#kept.moveTo(storageKey)
  }

  /** Ends being held; takes over first what is kept under another key, before everything that is here. */
  free(adoptedFrom: string | null): void {
    if (!this.#held) return
    this.#held = false
    if (adoptedFrom !== null) this.#adopt(adoptedFrom)
    this.#pump()
  }

  /** Shows nothing more, but what was said is still sent; `drained` hears when nothing is left to send. */
  release(drained: () => void): void {
    this.#drained = drained
    this.#pump()
  }

  #adopt(storageKey: string): void {
    const others = createKeptMessages(this.#options.storage, storageKey)
    const found = others.read().filter(({ key }) => !this.#items.some((item) => item.key === key))
    others.moveTo(this.#kept.place())
    this.#show([...found, ...this.#items])
  }

  #failed(key: string): PendingMessage | undefined {
    return this.#items.find((item) => item.key === key && item.state === 'failed')
  }

  #append(item: PendingMessage): string {
    this.#kept.edit((kept) => [...kept, item])
    this.#show([...this.#items, item])
    this.#pump()
    return item.key
  }

  #drop(keys: ReadonlySet<string>): void {
    const stays = ({ key }: PendingMessage) => !keys.has(key)
    this.#kept.edit((kept) => kept.filter(stays))
    this.#show(this.#items.filter(stays))
    for (const key of keys) this.#acknowledged.delete(key)
  }

  #change(key: string, fields: Partial<PendingMessage>): void {
    this.#show(this.#items.map((item) => (item.key === key ? { ...item, ...fields } : item)))
  }

  #show(items: readonly PendingMessage[]): void {
    this.#items = items
    if (!this.#drained) this.#options.changed(items)
  }

  #pump(): void {
    if (this.#underWay || this.#held || this.#pause.armed()) return
    const next = this.#items.find((item) => item.state === 'queued')
    if (!next) return this.#drained?.()
    if (!this.#options.ready()) return
    this.#underWay = true
    this.#change(next.key, { state: 'sending' })
    void this.#carry(next)
  }

  async #carry(item: PendingMessage): Promise<void> {
    const reply = await this.#options.deliver(item)
    this.#underWay = false
    if (reply.ok) this.#stored(item.key, reply.result.seq)
    else if (mayRepeat(reply.error, this.#failures)) this.#postpone(item.key, reply.error)
    else this.#refused(item.key, reply.error.code as ClientErrorCode)
  }

  #stored(key: string, seq: number): void {
    this.#failures = 0
    if (seq <= this.#shownSeq) {
      this.#drop(new Set([key]))
    } else {
      this.#kept.edit((kept) => kept.filter((item) => item.key !== key))
      this.#acknowledged.set(key, seq)
      this.#change(key, { state: 'acknowledged' })
    }
    this.#pump()
  }

  #refused(key: string, code: ClientErrorCode): void {
    this.#failures = 0
    this.#kept.edit((kept) => kept.map((item) => (item.key === key ? { ...item, state: 'failed', code } : item)))
    this.#change(key, { state: 'failed', code })
    this.#pump()
  }

  #postpone(key: string, error: WireError): void {
    this.#change(key, { state: 'queued' })
    // The next connection wakes us, if it is not there already.
    if (error.code === 'disconnected') return this.#pump()
    this.#failures += 1
    this.#pause.arm(repeatAfterMs(error, this.#failures, this.#options.environment), () => this.#pump())
  }
}
