/**
 * Topics and who listens on this node. A frame is serialised once and handed to every listener of its topic.
 *
 * Memory: a topic without listeners does not exist, and a single listener is kept without a set around it; ten thousand
 * idle visitors are ten thousand topics with one listener each.
 */
export interface Listener {
  /** Takes a serialised frame; must not throw. */
  deliver(frame: string): void
}

/** Topics of one node; joining twice or leaving what was not joined changes nothing. */
export interface Hub<L extends Listener = Listener> {
  join(topic: string, listener: L): void
  leave(topic: string, listener: L): void
  has(topic: string): boolean
  listeners(topic: string): Iterable<L>
  /** Serialises only when somebody listens; returns how many heard. */
  send(topic: string, frame: () => unknown): number
}

/** Makes the hub of a node. */
export function createHub<L extends Listener>(): Hub<L> {
  const topics = new Map<string, L | Set<L>>()

  function* listeners(topic: string): Iterable<L> {
    const found = topics.get(topic)
    if (found === undefined) return
    if (found instanceof Set) yield* found
    else yield found
  }

  return {
    listeners,
    has: (topic) => topics.has(topic),
    join(topic, listener) {
      const found = topics.get(topic)
      if (found === undefined) topics.set(topic, listener)
      else if (found instanceof Set) found.add(listener)
      else if (found !== listener) topics.set(topic, new Set([found, listener]))
    },
    leave(topic, listener) {
      const found = topics.get(topic)
      if (found === listener) topics.delete(topic)
      else if (found instanceof Set) {
        found.delete(listener)
        if (found.size === 0) topics.delete(topic)
      }
    },
    send(topic, frame) {
      if (!topics.has(topic)) return 0
      const text = JSON.stringify(frame())
      let heard = 0
      for (const listener of listeners(topic)) {
        listener.deliver(text)
        heard += 1
      }
      return heard
    },
  }
}
