/** What can travel: plain JSON data. */
export type BusMessage =
  string | number | boolean | null | readonly BusMessage[] | { readonly [key: string]: BusMessage | undefined }

/** Hears one message. What it throws is reported and disturbs nobody else. */
export type BusListener = (message: BusMessage) => void

/**
 * Tells other parts and other nodes that something happened. By contract it may lose messages and never repeats one:
 * whoever needs all of them reads the log, and the bus only says when to look. Messages of one publisher on one topic
 * arrive in order.
 */
export interface Bus {
  /** Returns at once; listeners of this process have been called then. Never throws. */
  publish(topic: string, message: BusMessage): void
  /** Returns how to stop listening. */
  subscribe(topic: string, listener: BusListener): () => void
  /** Calls `listener` when messages of other nodes may have been lost, so that it looks into the log at once. */
  onGap(listener: () => void): () => void
  /** Whether the other nodes are reached now; a node by itself always is. */
  isReached(): boolean
  close(): Promise<void>
}

/** Listeners by topic; the part that both kinds of bus share. */
export interface Listeners {
  /** Returns true when it is the first of its topic. */
  add(topic: string, listener: BusListener): boolean
  /** Returns true when it was the last of its topic. */
  remove(topic: string, listener: BusListener): boolean
  tell(topic: string, message: BusMessage): void
  topics(): string[]
}

/** Makes an empty table of listeners. */
export function createListeners(onError: (error: unknown) => void): Listeners {
  const byTopic = new Map<string, Set<BusListener>>()
  return {
    add(topic, listener) {
      const listeners = byTopic.get(topic)
      if (listeners) listeners.add(listener)
      else byTopic.set(topic, new Set([listener]))
      return !listeners
    },
    remove(topic, listener) {
      const listeners = byTopic.get(topic)
      if (!listeners?.delete(listener) || listeners.size > 0) return false
      return byTopic.delete(topic)
    },
    tell(topic, message) {
      // A copy: a listener may stop listening while it is called.
      for (const listener of [...(byTopic.get(topic) ?? [])]) {
        try {
          listener(message)
        } catch (error) {
          onError(error)
        }
      }
    },
    topics: () => [...byTopic.keys()],
  }
}

/** The bus of a single process. `onError` is told what a listener threw. */
export function createLocalBus(onError: (error: unknown) => void): Bus {
  const listeners = createListeners(onError)
  return {
    publish: (topic, message) => listeners.tell(topic, message),
    subscribe(topic, listener) {
      // A function of its own, so that the same listener may be given twice and taken back once.
      const own: BusListener = (message) => listener(message)
      listeners.add(topic, own)
      return () => void listeners.remove(topic, own)
    },
    onGap: () => () => {},
    isReached: () => true,
    close: async () => {},
  }
}
