import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** A way to the product as some companies and schools have it: web pages come through, WebSockets do not. */
export interface HostileProxy {
  readonly origin: string
  /** The streams that are open now. */
  readonly streams: number
  /** Questions of long polling so far. */
  readonly polls: number
  stop(): Promise<void>
}

/** @param buffers an answer is handed on once it is whole, so that one that does not end never is */
export async function openHostileProxy(target: string, { buffers = false } = {}): Promise<HostileProxy> {
  const { hostname, port } = new URL(target)
  let [streams, polls] = [0, 0]

  function handOn(from: IncomingMessage, to: ServerResponse): void {
    if (from.url === '/ws/poll') polls += 1
    const { method, url: path, headers } = from
    const onward = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        streams += 1
        answer.on('close', () => (streams -= 1))
      }
      if (!buffers) {
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(to)
        return
      }
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () => {
        to.writeHead(answer.statusCode ?? 502, answer.headers)
        to.end(Buffer.concat(pieces))
      })
    })
    onward.on('error', () => to.destroy())
    to.on('close', () => onward.destroy())
    from.pipe(onward)
  }

  const server = createServer(handOn).listen(0, '127.0.0.1')
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    get streams() {
      return streams
    },
    get polls() {
      return polls
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
