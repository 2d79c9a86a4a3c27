import type { Client, Conversation } from '@keqiao/client'
import type { QueuePlaceView } from '@keqiao/contract'
import { placeWords } from './locales/queue-place'
import { locale } from './texts'

const watched = new WeakMap<Conversation, () => QueuePlaceView | null>()

/** From this wait on a message is the better advice (design: 超过60秒主推留言). Milliseconds. */
const LONG_WAIT_MS = 60_000

/**
 * What one sees until an agent comes: the place in the line, as far as it is known (VIS-05, G14), and the ways out.
 *
 * @param onLeave the visitor wants to go
 * @param onMessage 改为留言
 */
export function queuePlace(
  client: Client,
  conversation: Conversation,
  changed: () => void,
  onLeave: () => void,
  onMessage: () => void,
) {
  const place = (watched.get(conversation) ?? watch(client, conversation, changed))()
  const words = placeWords[locale]
  const isLong = !!place && (!place.staffed || (place.expectedWaitMs ?? 0) > LONG_WAIT_MS)
  return (
    <section class="waiting">
      <h2>
        <i class="pulse" />
        {words.title}
      </h2>
      {place && (
        <div role="status">
          <Standing place={place} />
          {!place.staffed && <p>{words.nobody}</p>}
        </div>
      )}
      {place?.staffed !== false && <p>{words.hint}</p>}
      <div class="choices">
        <button onClick={onLeave}>{words.leave}</button>
        <button class={isLong ? 'filled' : ''} onClick={onMessage}>
          {words.message}
        </button>
      </div>
    </section>
  )
}

function Standing({ place: { position, ahead, expectedWaitMs, staffed } }: { place: QueuePlaceView }) {
  const words = placeWords[locale]
  const minutes = staffed && expectedWaitMs !== null ? expectedWaitMs / 60_000 : null
  const [before, after] = words.position
  return (
    <div class="standing">
      {ahead === 0 ? (
        <strong>{words.next}</strong>
      ) : (
        <div>
          <small>{words.place}</small>
          {before} <b>{position}</b> {after}
        </div>
      )}
      {minutes !== null && (
        <div>
          <small>{ahead === 0 ? words.soon : words.ahead(ahead)}</small>
          <b>{minutes}</b> {words.minutes}
        </div>
      )}
    </div>
  )
}

/** Asks once for each connection, and hears afterwards. */
function watch(client: Client, conversation: Conversation, changed: () => void): () => QueuePlaceView | null {
  let place: QueuePlaceView | null = null
  let connection: string | undefined
  const take = (next: QueuePlaceView | null): void => {
    place = next
    changed()
  }
  const ask = (): void => {
    const state = client.state.getSnapshot()
    const conversationId = conversation.id()
    if (state.status !== 'connected' || state.connection === connection || conversationId === null) return
    connection = state.connection
    void client.call('queue.place', { conversationId }).then((reply) => reply.ok && take(reply.result.place))
  }
  client.on('queue', (frame) => {
    if (frame.s === conversation.id()) take(frame)
  })
  client.state.subscribe(ask)
  ask()
  const read = () => place
  watched.set(conversation, read)
  return read
}
