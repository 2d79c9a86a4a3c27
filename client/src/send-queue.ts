/**
 * What one person says in one conversation, kept until the server has it.
 *
 * Invariants: at most one item is under way, so the order of submit is the order in the log; an item is repeated with
 * the same client id until an answer is final, so nothing is lost and nothing said twice; an item leaves when its event
 * is seen, whether the acknowledgement came before or after or never; what is not acknowledged is in storage, so a
 * reload goes on. A refused item steps aside as `failed` and lets the others pass.
 */
import type { BodyInput, BodyView } from '@keqiao/contract'
import { mayRepeat, repeatAfterMs } from './backoff'
import type { ClientErrorCode, Reply } from './calls'
import type { ClientStorage, Environment } from './environment'
import { createTimer } from './timer'

/** Something of ours that the log does not show yet, in the order it was submitted. Shown below the events. */
export interface PendingMessage {
  /** The client id; the event carries it as `key`. */
  readonly key: string
  readonly kind: 'message' | 'note'
  /** What is sent; a note is a text body. */
  readonly body: BodyInput
  /** What to draw; null for a file of which only the id is known. */
  readonly shown: BodyView | null
  /** Our clock at submit, epoch milliseconds. */
  readonly at: number
  /** `acknowledged`: durable, its event is on the way. `failed`: refused for good, see `code`. */
  readonly state: 'queued' | 'sending' | 'acknowledged' | 'failed'
  readonly code: ClientErrorCode | null
}

export interface SendQueueOptions {
  readonly environment: Environment
  readonly storage: ClientStorage
  readonly storageKey: string
  /** Whether there is a connection now. */
  readonly ready: () => boolean
  /** Sends one item; the answer of its command. */
  readonly deliver: (item: PendingMessage) => Promise<Reply<{ seq: number }>>
  /** The items changed. */
  readonly changed: (items: readonly PendingMessage[]) => void
}

export interface SendQueue {
  readonly items: () => readonly PendingMessage[]
  readonly submit: (kind: PendingMessage['kind'], body: BodyInput, shown: BodyView | null) => string
  readonly retry: (key: string) => string
  readonly discard: (key: string) => void
  /** The log shows everything up to `seq`, and these keys are in it. */
  readonly seen: (keys: ReadonlySet<string>, seq: number) => void
  /** There is a connection: go on. */
  readonly wake: () => void
  /** From now on items are kept under this key of the storage. */
  readonly moveTo: (storageKey: string) => void
  /** Sends no more. What is not acknowledged stays in storage. */
  readonly release: () => void
}

/** A queue that begins with what an earlier page left in storage. Call `wake` when connected. */
export function createSendQueue(options: SendQueueOptions): SendQueue {
  const { environment, storage } = options
  let { storageKey } = options
  let items = readKept(storage, storageKey)
  /** Seq of what was acknowledged and not yet seen. */
  const acknowledged = new Map<string, number>()
  let underWay = false
  let failures = 0
  let released = false
  /** The server wants to be left alone for a while. */
  const pause = createTimer(environment)

  const show = (next: readonly PendingMessage[]) => {
    items = next
    if (!released) options.changed(items)
  }
  const change = (key: string, fields: Partial<PendingMessage>) =>
    show(items.map((item) => (item.key === key ? { ...item, ...fields } : item)))

  /** Another tab keeps its items in the same place, so the list is read again for each change. */
  const keep = (edit: (kept: readonly PendingMessage[]) => readonly PendingMessage[]) => {
    const kept = edit(readKept(storage, storageKey))
    if (kept.length === 0) storage.remove(storageKey)
    else storage.set(storageKey, JSON.stringify(kept))
  }
  const forget = (keys: ReadonlySet<string>) => keep((kept) => kept.filter((item) => !keys.has(item.key)))

  const append = (item: PendingMessage) => {
    keep((kept) => [...kept, item])
    show([...items, item])
    pump()
    return item.key
  }

  function pump() {
    if (underWay || pause.armed() || released || !options.ready()) return
    const next = items.find((item) => item.state === 'queued')
    if (!next) return
    underWay = true
    change(next.key, { state: 'sending' })
    void carry(next)
  }

  async function carry(item: PendingMessage) {
    const reply = await options.deliver(item)
    underWay = false
    answered(item.key, reply)
  }

  function answered(key: string, reply: Reply<{ seq: number }>) {
    if (reply.ok) {
      forget(new Set([key]))
      // Not when its event came first: then the echo is gone already.
      if (items.some((item) => item.key === key)) {
        acknowledged.set(key, reply.result.seq)
        change(key, { state: 'acknowledged' })
      }
      failures = 0
      return pump()
    }
    if (!mayRepeat(reply.error, failures)) {
      const code = reply.error.code as ClientErrorCode
      keep((kept) => kept.map((item) => (item.key === key ? { ...item, state: 'failed', code } : item)))
      change(key, { state: 'failed', code })
      failures = 0
      return pump()
    }
    change(key, { state: 'queued' })
    // The next connection wakes us, if it is not there already.
    if (reply.error.code === 'disconnected') return pump()
    failures += 1
    pause.arm(repeatAfterMs(reply.error, failures, environment), pump)
  }

  function discard(key: string) {
    if (!items.some((item) => item.key === key && item.state === 'failed')) return
    forget(new Set([key]))
    show(items.filter((item) => item.key !== key))
  }

  return {
    items: () => items,
    submit: (kind, body, shown) =>
      append({
        key: environment.newId(),
        kind,
        body,
        shown,
        at: environment.now(),
        state: 'queued',
        code: null,
      }),
    retry(key) {
      const item = items.find((one) => one.key === key && one.state === 'failed')
      if (!item) return key
      const next = item.code === 'internal' ? key : environment.newId()
      discard(key)
      return append({ ...item, key: next, at: environment.now(), state: 'queued', code: null })
    },
    discard,
    seen(keys, seq) {
      const gone = new Set(
        items
          .filter((item) => keys.has(item.key) || (acknowledged.get(item.key) ?? Infinity) <= seq)
          .map((item) => item.key),
      )
      if (gone.size === 0) return
      for (const key of gone) acknowledged.delete(key)
      forget(gone)
      show(items.filter((item) => !gone.has(item.key)))
    },
    wake() {
      pause.cancel()
      pump()
    },
    moveTo(next) {
      const moved = readKept(storage, storageKey)
      storage.remove(storageKey)
      storageKey = next
      keep((kept) => [...kept, ...moved.filter((item) => !kept.some((other) => other.key === item.key))])
    },
    release() {
      released = true
      pause.cancel()
    },
  }
}

function readKept(storage: ClientStorage, storageKey: string): readonly PendingMessage[] {
  try {
    const kept: unknown = JSON.parse(storage.get(storageKey) ?? '[]')
    return Array.isArray(kept) ? (kept as PendingMessage[]) : []
  } catch {
    // Written by something else: it is not ours to send.
    return []
  }
}
