import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { residentBytesOf } from './process-tree'

/** Argument of Node that opens its inspector on a free loopback port. */
export const inspectArg = '--inspect=127.0.0.1:0'

/** Memory of a process after garbage collection, in bytes. */
export interface Memory {
  readonly residentBytes: number
  /** What V8 holds and what hangs on it outside: objects, buffers. */
  readonly heapBytes: number
}

/** Looks into another Node process through its inspector; `notes` is what it wrote to stderr. */
export async function readMemory(pid: number, notes: () => string): Promise<Memory> {
  const address = await inspectorAddress(notes)
  const socket = new WebSocket(address, { perMessageDeflate: false })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  try {
    // Twice: finalizers of the first pass free what only they held.
    await command(socket, 'HeapProfiler.collectGarbage')
    await wait(500)
    await command(socket, 'HeapProfiler.collectGarbage')
    const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
    const { result } = await command<{ result: { value: number } }>(socket, 'Runtime.evaluate', { expression })
    return { heapBytes: result.value, residentBytes: residentBytesOf(pid) }
  } finally {
    socket.close()
  }
}

async function inspectorAddress(notes: () => string): Promise<string> {
  for (let leftMs = 5_000; leftMs > 0; leftMs -= 50) {
    const address = /Debugger listening on (ws:\/\/\S+)/.exec(notes())?.[1]
    if (address) return address
    await wait(50)
  }
  throw new Error(`no inspector:\n${notes()}`)
}

function command<Result>(socket: WebSocket, method: string, params: object = {}): Promise<Result> {
  const id = Math.floor(Math.random() * 1e9)
  return new Promise((resolve, reject) => {
    const onMessage = (data: WebSocket.RawData) => {
      const message = JSON.parse(textOf(data)) as { id?: number; result?: Result; error?: { message: string } }
      if (message.id !== id) return
      socket.off('message', onMessage)
      if (message.error) reject(new Error(message.error.message))
      else resolve(message.result as Result)
    }
    socket.on('message', onMessage)
    socket.send(JSON.stringify({ id, method, params }))
  })
}

function textOf(data: WebSocket.RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')
}
