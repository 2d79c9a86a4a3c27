/**
 * A WebSocket client that costs next to nothing, so that the machine's few cores measure the server and not the load:
 * it hands whole frames on as bytes and decides nothing else.
 */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { FrameReader, maskedFrame, opcodes } from './frame-reader'

/** Where to. */
export interface RawSocketOptions {
  readonly port: number
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Source address: one address has some thirty thousand ports only. */
  readonly localAddress?: string
}

/** Who hears the socket. */
export interface RawSocketListener {
  /** A text message; the bytes are valid during the call only. */
  text(bytes: Buffer, start: number, end: number): void
  /** The socket is gone; the WebSocket close code, or 1006. */
  closed(code: number): void
}

/** An open socket. */
export interface RawSocket {
  send(text: string): void
  /** Cuts the connection without a word. */
  destroy(): void
}

/** Connects and shakes hands; rejects when the server does not switch protocols. */
export function openRawSocket(options: RawSocketOptions, listener: RawSocketListener): Promise<RawSocket> {
  const { port, path, headers = {}, localAddress } = options
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, ...(localAddress ? { localAddress } : {}) })
  return new Promise((resolve, reject) => {
    let closeCode = 1006
    let head: Buffer | null = Buffer.alloc(0)
    const reader = new FrameReader((opcode, bytes, start, end) => {
      if (opcode === opcodes.text) listener.text(bytes, start, end)
      else if (opcode === opcodes.ping) socket.write(maskedFrame(opcodes.pong, bytes.subarray(start, end)))
      else if (opcode === opcodes.close && end - start >= 2) closeCode = bytes.readUInt16BE(start)
    })
    const shakeHands = (chunk: Buffer) => {
      const bytes = head ? Buffer.concat([head, chunk]) : chunk
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) {
        head = bytes
        return
      }
      head = null
      if (!bytes.toString('latin1', 0, end).startsWith('HTTP/1.1 101')) {
        reject(new Error(`no WebSocket: ${bytes.toString('latin1', 0, end)}`))
        socket.destroy()
        return
      }
      resolve({
        send: (text) => socket.write(maskedFrame(opcodes.text, Buffer.from(text))),
        destroy: () => socket.destroy(),
      })
      if (bytes.length > end + 4) reader.push(bytes.subarray(end + 4))
    }
    socket.on('data', (chunk: Buffer) => (head === null ? reader.push(chunk) : shakeHands(chunk)))
    socket.once('error', reject)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      reject(new Error('the connection was cut before it was open'))
      listener.closed(closeCode)
    })
    socket.write(request(port, path, headers))
  })
}

function request(port: number, path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  })
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
