import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLOSE_CODES, FRAME_LIMITS } from '@keqiao/contract'
import { WebSocket, WebSocketServer, type ServerOptions } from 'ws'
import { newId } from '../ids'
import { refuse } from '../operations'
import { Connection } from './connection'
import { FrameSocket } from './frame-socket'
import type { Node } from './node'
import type { UpgradeFacts } from './ports'

/** Where the WebSocket is. */
export const gatewayPath = '/ws'

/** A client that never says hello holds a socket for this long. */
const helloWithinMs = 10_000

const connections = new WeakMap<WebSocket, Connection>()

/** Puts the node's WebSocket on an HTTP server; `addressOf` knows about trusted proxies. Returns how to let nobody in any more. */
export function attachGateway(server: Server, node: Node, addressOf: (request: IncomingMessage) => string): () => void {
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // A phone that went to sleep answers no close; it must not hold up a shutdown.
    closeTimeout: 3_000,
    // One byte over is enough to answer frame_too_large instead of cutting without a word.
    maxPayload: FRAME_LIMITS.maxFrameBytes * 4,
  }
  const sockets = new WebSocketServer(options)

  let isLeaving = false
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Before the handshake, so that a balancer tries the next node without the client noticing.
    if (isLeaving) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    if (request.url?.split('?')[0] !== gatewayPath) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => open(ws, socket, factsOf(request, addressOf), node))
  }
  server.on('upgrade', onUpgrade)
  return () => {
    isLeaving = true
  }
}

/** What a request tells about who connects. */
export function factsOf(request: IncomingMessage, addressOf: (request: IncomingMessage) => string): UpgradeFacts {
  const { cookie, origin, host } = request.headers
  return { cookie, origin, host, address: addressOf(request) }
}

function open(ws: WebSocket, stream: Duplex, facts: UpgradeFacts, node: Node): void {
  const crowded = node.enter(facts.address)
  const connection = new Connection(newId(), new FrameSocket(ws, stream), node, facts)
  if (!crowded) connection.address = facts.address
  connections.set(ws, connection)
  ws.on('message', onMessage)
  ws.on('close', onClose)
  ws.on('error', onError)
  if (crowded) return connection.close(CLOSE_CODES.refused, crowded)
  node.clock.setTimer(helloWithinMs, () => {
    if (!connection.greeted) connection.close(CLOSE_CODES.refused, refuse('hello_required'))
  })
}

// Shared by all sockets: a closure each would be paid ten thousand times.
function onMessage(this: WebSocket, data: WebSocket.RawData, isBinary: boolean): void {
  const connection = connections.get(this)
  if (!connection) return
  if (isBinary) connection.close(CLOSE_CODES.refused, refuse('frame_malformed'))
  else connection.receive(textOf(data))
}

function textOf(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}

function onClose(this: WebSocket): void {
  connections.get(this)?.gone()
}

/** The close that follows does the work. */
function onError(): void {}
