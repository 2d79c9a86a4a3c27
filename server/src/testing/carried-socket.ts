import { EventEmitter } from 'node:events'
import { CARRIER_PATHS, type CarriedLines } from '@keqiao/contract'

/** How frames travel in a test. */
export type Transport = 'socket' | 'stream' | 'poll'

/** What a test's socket is made of: a WebSocket, or a channel of a carrier that looks like one. */
export interface RawSocket {
  send(text: string | Buffer): void
  close(): void
  on(event: 'message', listener: (data: Buffer) => void): unknown
  on(event: 'close', listener: (code: number) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * A carrier with one channel, spoken by hand so that the server's side is tested without the client's.
 *
 * @param say origin of the node that takes the POSTs; the stream is held by `origin`
 */
export async function openCarried(
  origin: string,
  transport: 'stream' | 'poll',
  headers: Record<string, string>,
  say = origin,
): Promise<RawSocket & { readonly headers: Headers | null }> {
  const events = new EventEmitter()
  events.on('error', () => undefined)
  const stop = new AbortController()
  let number = 0
  let carrier = ''
  let isOver = false
  let posted: Promise<unknown> = Promise.resolve()
  const post = createPost(headers)
  const over = (code: number) => {
    if (isOver) return
    isOver = true
    stop.abort()
    events.emit('close', code)
  }
  const hear = (line: string) => {
    if (line.startsWith('@ ')) carrier = line.slice(2)
    else if (line.startsWith('1 !')) over(Number(line.slice(3)))
    else if (line.startsWith('1 ')) events.emit('message', Buffer.from(line.slice(2)))
    else events.emit('line', line)
  }
  const opened = await post(origin, CARRIER_PATHS.stream, { poll: transport === 'poll' }, stop.signal)
  if (!opened.ok) throw new Error(await opened.text())
  if (transport === 'poll') {
    carrier = ((await opened.json()) as { carrier: string }).carrier
    void askOnAndOn().catch(() => over(1006))
  } else {
    const ready = new Promise((resolve) => events.once('ready', resolve))
    void read(opened).catch(() => over(1006))
    await ready
  }

  async function askOnAndOn(): Promise<void> {
    for (let after = 0; !isOver;) {
      const answer = await post(say, CARRIER_PATHS.poll, { carrier, after }, stop.signal)
      if (!answer.ok) return over(1006)
      const { lines, next } = (await answer.json()) as CarriedLines
      after = next
      for (const line of lines) hear(line)
    }
  }

  async function read({ body }: Response): Promise<void> {
    let rest = ''
    if (!body) throw new Error('no body')
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + piece).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) if (part.startsWith('data: ')) hear(part.slice(6))
      if (carrier !== '') events.emit('ready')
    }
    over(1006)
  }

  return {
    headers: opened.headers,
    on: (event: string, listener: (...args: never[]) => void) =>
      events.on(event, (...given: unknown[]) => void Reflect.apply(listener, undefined, given)),
    send(text) {
      const body = { carrier, n: ++number, frames: [[1, String(text)]] }
      posted = posted.then(() => post(say, CARRIER_PATHS.frames, body)).catch(() => over(1006))
    },
    close() {
      const body = { carrier, n: ++number, frames: [[1, null]] }
      posted = posted
        .then(() => post(say, CARRIER_PATHS.frames, body))
        .then(
          () => over(1000),
          () => over(1006),
        )
    },
  }
}

const createPost =
  (headers: Record<string, string>) =>
  (at: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
    fetch(`${at}/ws${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    })
