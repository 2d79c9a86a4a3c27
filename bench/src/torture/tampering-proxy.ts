/**
 * Sits between clients and server and breaks a promise on purpose, so that it is seen whether the torture notices. The
 * product stays as it is.
 */
import type { ClientFrame, ServerFrame } from '@keqiao/contract/frames'
import { WebSocket, WebSocketServer } from 'ws'
import { atEnd } from '../process/clean-up'

/** One client's way through the proxy. */
export interface Link {
  toClient(frame: ServerFrame): void
  toServer(frame: ClientFrame): void
}

/** What to do with each frame; null lets none pass. */
export interface Tampering {
  fromClient(frame: ClientFrame, link: Link): ClientFrame | null
  fromServer(frame: ServerFrame, link: Link): ServerFrame | null
}

/** Listens on a free port and passes everything through `tampering`. Returns the port. */
export async function startTamperingProxy(serverPort: number, tampering: () => Tampering): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  atEnd(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  server.on('connection', (client, request) => {
    const { cookie } = request.headers
    const headers = cookie === undefined ? {} : { cookie, origin: `http://127.0.0.1:${serverPort}` }
    const upstream = new WebSocket(`ws://127.0.0.1:${serverPort}/ws`, { headers, perMessageDeflate: false })
    join(client, upstream, tampering())
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port')
  return address.port
}

function join(client: WebSocket, upstream: WebSocket, tampering: Tampering): void {
  const early: string[] = []
  const toUpstream = (text: string) => {
    if (upstream.readyState === WebSocket.OPEN) upstream.send(text)
    else early.push(text)
  }
  const link: Link = {
    toClient: (frame) => client.readyState === WebSocket.OPEN && client.send(JSON.stringify(frame)),
    toServer: (frame) => toUpstream(JSON.stringify(frame)),
  }
  client.on('message', (data) => {
    const frame = tampering.fromClient(JSON.parse((data as Buffer).toString('utf8')) as ClientFrame, link)
    if (frame) link.toServer(frame)
  })
  upstream.on('open', () => {
    for (const text of early.splice(0)) upstream.send(text)
  })
  upstream.on('message', (data) => {
    const frame = tampering.fromServer(JSON.parse((data as Buffer).toString('utf8')) as ServerFrame, link)
    if (frame) link.toClient(frame)
  })
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('close', () => other.terminate())
    one.on('error', () => other.terminate())
  }
}
