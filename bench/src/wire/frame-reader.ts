/** Opcodes of RFC 6455 that a server uses towards us. */
export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const

/** Called for each whole frame; the bytes are valid during the call only. */
export type FrameListener = (opcode: number, bytes: Buffer, start: number, end: number) => void

/**
 * Cuts the bytes of a server into WebSocket frames. Frames of a server are unmasked; ours are never fragmented, since
 * the server sends each message whole.
 */
export class FrameReader {
  #rest: Buffer | null = null
  readonly #listener: FrameListener

  constructor(listener: FrameListener) {
    this.#listener = listener
  }

  /** Takes what arrived; what is left of an unfinished frame waits for more. */
  push(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    let at = 0
    for (;;) {
      const frame = frameAt(bytes, at)
      if (!frame) break
      this.#listener((bytes[at] ?? 0) & 0x0f, bytes, frame.start, frame.end)
      at = frame.end
    }
    // The chunk's memory belongs to the socket's pool: what stays is copied out of it.
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : null
  }
}

function frameAt(bytes: Buffer, at: number): { start: number; end: number } | null {
  if (bytes.length < at + 2) return null
  const short = (bytes[at + 1] ?? 0) & 0x7f
  const headerLength = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < at + headerLength) return null
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
  const start = at + headerLength
  return bytes.length < start + length ? null : { start, end: start + length }
}

/** A client's frame: masked, as the protocol demands, by a mask that is not zero, so that the server pays for it. */
export function maskedFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + 4 + length)
  frame[0] = 0x80 | opcode
  if (length < 126) {
    frame[1] = 0x80 | length
  } else if (length < 65_536) {
    frame[1] = 0x80 | 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 0x80 | 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  const mask = ((Math.random() * 0xffffffff) >>> 0) | 1
  frame.writeUInt32BE(mask >>> 0, headerLength)
  const start = headerLength + 4
  for (let i = 0; i < length; i++) {
    frame[start + i] = (payload[i] ?? 0) ^ (frame[headerLength + (i & 3)] ?? 0)
  }
  return frame
}
