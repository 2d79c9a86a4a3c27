import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'
import type { Clock } from '../clock'

/** Where clamd listens: a port of a machine, or a socket of this one. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string }

/** `unknown`: nobody has looked, since the scanner was away, too slow, or refused a file of this size. */
export type ScanVerdict = 'clean' | 'infected' | 'unknown'

/** Has the content of a file looked at before it is kept. Never throws. */
export type Scan = (path: string) => Promise<ScanVerdict>

interface ClamdOptions {
  readonly address: ClamdAddress
  readonly clock: Pick<Clock, 'setTimer'>
  /** Told why nobody has looked. */
  readonly onError: (error: unknown, where: string) => void
  /** For all of it. */
  readonly withinMs?: number
}

/** What is sent at once; clamd takes a length before each piece. */
const pieceBytes = 64 * 1024

/** Speaks INSTREAM to clamd (clamd(8)): pieces with their lengths, an empty one at the end, then one line of answer. */
export function createClamd({ address, clock, onError, withinMs = 60_000 }: ClamdOptions): Scan {
  return async (path) => {
    const socket = connect(address)
    const stop = clock.setTimer(withinMs, () => socket.destroy(new Error(`clamd gave no answer within ${withinMs} ms`)))
    try {
      const [answer] = await Promise.all([answerOf(socket), send(socket, path)])
      return verdictOf(answer)
    } catch (error) {
      onError(error, 'clamd')
      return 'unknown'
    } finally {
      stop()
      socket.destroy()
    }
  }
}

/** `stream: OK`, `stream: Eicar FOUND`, or what went wrong, as clamd puts it. */
function verdictOf(answer: string): ScanVerdict {
  if (answer === 'stream: OK') return 'clean'
  if (/^stream: .+ FOUND$/.test(answer)) return 'infected'
  throw new Error(`clamd answered ${JSON.stringify(answer.slice(0, 200))}`)
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => (answer += part))
    socket.on('end', () => resolve(answer.replace(/\0$/, '').trim()))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('clamd hung up')))
  })
}

async function send(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0')
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>) {
    // It may have answered already: a file past its limit is cut off half way.
    if (socket.destroyed || socket.readableEnded) return
    socket.write(lengthOf(piece.length))
    if (!socket.write(piece)) await drained(socket)
  }
  socket.write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', resolve)
  })
