import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { FrameSocket } from './frame-socket'

let server: Server
let accept: (socket: FrameSocket) => void

beforeAll(async () => {
  server = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (ws) => accept(new FrameSocket(ws, stream)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

async function connect() {
  const accepted = new Promise<FrameSocket>((resolve) => (accept = resolve))
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const received: string[] = []
  client.on('message', (data, isBinary) => received.push(isBinary ? 'binary' : (data as Buffer).toString('utf8')))
  const closed = new Promise<number>((resolve) => client.on('close', resolve))
  return { socket: await accepted, received, closed }
}

describe('frames written whole', () => {
  it('arrive as they were sent, at every length of header, in order, and before the close', async () => {
    const { socket, received, closed } = await connect()
    const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
    const texts = [
      ...lengths.map((length) => 'x'.repeat(length)),
      '客桥 🌉 '.repeat(10_000),
      ...Array.from({ length: 300 }, (_, i) => `${i}`),
    ]
    for (const text of texts) socket.send(text)
    await new Promise((resolve) => setImmediate(resolve))
    socket.send('one turn later')
    socket.close(4000)
    expect(await closed).toBe(4000)
    expect(received).toEqual([...texts, 'one turn later'])
  })

  it('are dropped without a word once the socket is closing', async () => {
    const { socket, received, closed } = await connect()
    socket.close(1000)
    socket.send('too late')
    await closed
    expect(received).toEqual([])
  })
})
