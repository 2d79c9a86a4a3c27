import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { GatewaySocket } from './ports'

/**
 * Writes text frames straight to the connection under a WebSocket, as one buffer each and all of one turn in one go.
 *
 * `ws` writes header and payload apart, which makes a gathering write of each frame; at thousands of frames a second
 * that was a third of the server's time. Here a frame is one buffer, and what a batch sends to one client (the
 * acknowledgement and the event) leaves together.
 */
export class FrameSocket implements GatewaySocket {
  private corked = false

  constructor(
    private readonly ws: WebSocket,
    private readonly stream: Duplex,
  ) {}

  get bufferedAmount(): number {
    return this.ws.bufferedAmount
  }

  send(text: string): void {
    if (this.ws.readyState !== this.ws.OPEN) return
    if (!this.corked) {
      this.corked = true
      this.stream.cork()
      process.nextTick(uncork, this)
    }
    this.stream.write(textFrame(text))
  }

  close(code: number): void {
    this.ws.close(code)
  }

  flush(): void {
    this.corked = false
    this.stream.uncork()
  }
}

function uncork(socket: FrameSocket): void {
  socket.flush()
}

/** A whole text message of RFC 6455, unmasked as a server sends it. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = 0x81
  if (headerLength === 2) {
    frame[1] = length
  } else if (headerLength === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, headerLength, 'utf8')
  return frame
}
