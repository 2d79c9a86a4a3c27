/** The floor of the network and of Node: the same text, the same clock, a bare WebSocket server that sends it back. */
import { setTimeout as wait } from 'node:timers/promises'
import { openRawSocket } from '../wire/raw-socket'
import { runOpenLoop } from './open-loop'
import type { Latencies, Load } from './latency-calls'

const padding = 'x'.repeat(280)

/** Opens the connections; the result runs a load over them and `close`s. */
export async function openEchoLoad({ port, count }: { port: number; count: number }) {
  let sentAt: number[] = []
  let ms: number[] = []
  let heardCount = 0
  const listener = {
    text(bytes: Buffer, start: number, end: number) {
      const at = sentAt[Number(bytes.toString('latin1', start, end).split(' ')[0])]
      heardCount += 1
      if (at !== undefined) ms.push(performance.now() - at)
    },
    closed: () => undefined,
  }
  const sockets = await Promise.all(Array.from({ length: count }, () => openRawSocket({ port, path: '/' }, listener)))
  return {
    async run(load: Load): Promise<Latencies> {
      sentAt = []
      ms = []
      heardCount = 0
      const send = (at: number) => {
        sentAt.push(at)
        sockets[Math.floor(Math.random() * sockets.length)]?.send(`${sentAt.length - 1} ${padding}`)
      }
      await runOpenLoop({ ...load, send })
      for (let leftMs = 10_000; heardCount < sentAt.length && leftMs > 0; leftMs -= 10) await wait(10)
      return { ms, missing: sentAt.length - heardCount }
    },
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
