import { Redis } from 'ioredis'
import { newId } from '../ids'
import type { Log } from '../log'
import { createListeners, type Bus, type BusListener, type BusMessage } from './bus'

interface RedisBusOptions {
  readonly url: string
  readonly log: Log
  /** Called for each message that could not be handed to Redis. */
  readonly onDropped: () => void
}

/** Other products may share the Redis. */
const prefix = 'keqiao:'
const longestPauseMs = 2_000

/**
 * A bus over Redis pub/sub. Listeners of this process are told directly, so that a node by itself does not depend on
 * Redis; other nodes hear it through Redis, and nothing is kept while it is away. Once it is back, `onGap` is called.
 * Opening never fails: without Redis a cluster keeps serving, only slower.
 */
export function createRedisBus({ url, log, onDropped }: RedisBusOptions): Bus {
  const node = newId()
  const listeners = createListeners((error) => log.error({ err: error }, 'a listener of the bus failed'))
  const gapListeners = new Set<() => void>()
  const publisher = connect(url, 'publisher', log)
  const subscriber = connect(url, 'subscriber', log)
  let wasReady = false

  subscriber.on('message', (channel, text) => {
    const envelope = parseEnvelope(text)
    if (envelope && envelope.node !== node) listeners.tell(channel.slice(prefix.length), envelope.message)
  })
  subscriber.on('ready', () => {
    void follow(listeners.topics()).then(() => {
      if (wasReady) for (const listener of gapListeners) listener()
      wasReady = true
    })
  })

  async function follow(topics: string[]): Promise<void> {
    if (topics.length === 0 || subscriber.status !== 'ready') return
    try {
      await subscriber.subscribe(...topics.map((topic) => prefix + topic))
    } catch (error) {
      log.warn({ err: error }, 'bus: topics could not be followed')
    }
  }

  return {
    publish(topic, message) {
      listeners.tell(topic, message)
      if (publisher.status !== 'ready') return onDropped()
      publisher.publish(prefix + topic, JSON.stringify({ node, message })).catch(onDropped)
    },
    subscribe(topic, listener) {
      const own: BusListener = (message) => listener(message)
      if (listeners.add(topic, own)) void follow([topic])
      return () => {
        if (listeners.remove(topic, own) && subscriber.status === 'ready') {
          subscriber.unsubscribe(prefix + topic).catch(() => undefined)
        }
      }
    },
    onGap(listener) {
      gapListeners.add(listener)
      return () => void gapListeners.delete(listener)
    },
    isReached: () => publisher.status === 'ready' && subscriber.status === 'ready',
    async close() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

function connect(url: string, role: string, log: Log): Redis {
  const redis = new Redis(url, {
    connectionName: `keqiao-${role}`,
    // What cannot be sent now is dropped: old news would arrive after newer ones were read from the log.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // Followed again by ourselves, so that the gap is told after it, not before.
    autoResubscribe: false,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, longestPauseMs),
  })
  redis.on('error', (error) => log.warn({ err: error, role }, 'bus: Redis is not reachable'))
  redis.on('ready', () => log.info({ role }, 'bus: connected'))
  return redis
}

/** Something else may publish on our channels; what is not ours is passed over. */
function parseEnvelope(text: string): { node: unknown; message: BusMessage } | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('node' in value) || !('message' in value)) return null
    return { node: value.node, message: value.message as BusMessage }
  } catch {
    return null
  }
}
