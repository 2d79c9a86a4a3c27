import type { Client, Conversation } from '@keqiao/client'
import type { QueuePlaceView } from '@keqiao/contract'
import { placeWords } from './locales/queue-place'
import { locale } from './texts'

const watched = new WeakMap<Conversation, () => QueuePlaceView | null>()

/** What is known of the visitor's place in the line (VIS-05, G14); nothing before the first answer. */
export function queuePlace(client: Client, conversation: Conversation, changed: () => void) {
  const place = (watched.get(conversation) ?? watch(client, conversation, changed))()
  if (!place) return null
  const { ahead, expectedWaitMs, staffed } = place
  const say = placeWords[locale]
  const standing = ahead === 0 ? say.next : say.ahead(ahead)
  const wait =
    staffed && expectedWaitMs !== null ? `${locale === 'en' ? ', ' : '，'}${say.wait(expectedWaitMs / 60_000)}` : ''
  return (
    <p role="status" class="place">
      <b>
        {standing}
        {wait}
      </b>
      {!staffed && (
        <>
          <br />
          {say.nobody}
        </>
      )}
    </p>
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
