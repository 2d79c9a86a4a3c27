import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { FrameReader, maskedFrame, opcodes } from './frame-reader'
import { openRawSocket } from './raw-socket'

function unmasked(text: string): Buffer {
  const payload = Buffer.from(text)
  const header =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([header, payload])
}

describe('frames on the wire', () => {
  it('finds every frame however the bytes were cut', () => {
    const texts = ['a', '客桥'.repeat(100), '', 'z'.repeat(125), 'y'.repeat(126)]
    const stream = Buffer.concat(texts.map(unmasked))
    for (const size of [1, 2, 3, 7, 64, stream.length]) {
      const found: string[] = []
      const reader = new FrameReader((_opcode, bytes, start, end) => found.push(bytes.toString('utf8', start, end)))
      for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size))
      expect(found).toEqual(texts)
    }
  })

  it('writes frames that a real server understands, of every length form', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    server.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
    })
    const texts = ['你好', 'x'.repeat(300), 'w'.repeat(70_000)]
    const heard: string[] = []
    const done = new Promise<void>((resolve, reject) => {
      void openRawSocket(
        { port, path: '/' },
        {
          text: (bytes, start, end) => {
            heard.push(bytes.toString('utf8', start, end))
            if (heard.length === texts.length) resolve()
          },
          closed: () => reject(new Error('closed')),
        },
      ).then((socket) => {
        for (const text of texts) socket.send(text)
      }, reject)
    })
    await done
    expect(heard).toEqual(texts)
    server.close()
    for (const client of server.clients) client.terminate()
  })

  it('masks with a mask that changes bytes', () => {
    const payload = Buffer.from('plain text')
    expect(maskedFrame(opcodes.text, payload).includes(payload)).toBe(false)
  })
})
