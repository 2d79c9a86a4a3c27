import type { Visitor } from './visitor'

/** How much a visitor says, in one conversation after the other. */
export interface ManyMessages {
  /** Messages of each conversation, oldest first; all but the last one are ended by him. */
  readonly counts: readonly number[]
  /** `{n}` and `{i}` stand for the conversation and the message. */
  readonly texts: readonly string[]
}

/** Within what the gateway lets one connection do in a burst. */
const perSocket = 100
const atOnce = 40

/**
 * Says all of it from the visitor's own frame, through the product's door, over connection after connection: each of them may
 * only say so much at once.
 */
export async function saysMuch(visitor: Visitor, { counts, texts }: ManyMessages): Promise<void> {
  const frame = await visitor.frame()
  const kept = await visitor.page.evaluate<Record<string, string>>('({ ...localStorage })')
  const token = Object.entries(kept).find(([key]) => /^keqiao:.*:token$/.test(key))?.[1]
  if (token === undefined) throw new Error('the visitor has no token')
  await frame.evaluate(`(${speak})(${JSON.stringify({ token, counts, texts, perSocket, atOnce })})`)
}

/** Runs in the frame. */
const speak = `async ({ token, counts, texts, perSocket, atOnce }) => {
  const connect = () => new Promise((resolve, reject) => {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws')
    const answers = new Map()
    let id = 0
    const call = (op, input) => new Promise((done, refused) => {
      answers.set((id += 1), (frame) => frame.ok ? done(frame.result) : refused(new Error(op + ' ' + JSON.stringify(frame.error))))
      socket.send(JSON.stringify({ t: 'call', id, op, input, key: crypto.randomUUID() }))
    })
    socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', v: 1, as: 'visitor', token }))
    socket.onerror = () => reject(new Error('no connection'))
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data)
      if (frame.t === 'welcome') resolve({ call, close: () => socket.close() })
      else if (frame.t === 'refused') reject(new Error(JSON.stringify(frame.error)))
      else if (frame.t === 'reply') answers.get(frame.id)?.(frame)
    }
  })
  for (const [n, count] of counts.entries()) {
    let socket = await connect()
    const { conversation } = await socket.call('conversation.open', {})
    const input = { conversationId: conversation.id }
    for (let said = 0; said < count; ) {
      const now = Math.min(atOnce, count - said)
      const text = (i) => texts[i % texts.length].replace('{n}', n + 1).replace('{i}', i + 1)
      await Promise.all(Array.from({ length: now }, (_, i) =>
        socket.call('conversation.sendMessage', { ...input, body: { kind: 'text', text: text(said + i) } })))
      said += now
      if (said % perSocket < now) {
        socket.close()
        socket = await connect()
      }
    }
    if (n < counts.length - 1) await socket.call('conversation.close', input)
    socket.close()
  }
}`
