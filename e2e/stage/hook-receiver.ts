import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came in. */
export interface ReceivedHook {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A program of the merchant that takes webhooks, on this machine. */
export interface HookReceiver {
  readonly url: string
  readonly received: ReceivedHook[]
  /** What it answers from now on; 204 at first. */
  answers(status: number, body?: string): void
  /** The first that came and fits; waits for it, for half a minute. */
  next(fits: (hook: ReceivedHook) => boolean): Promise<ReceivedHook>
  stop(): Promise<void>
}

export async function openHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = []
  let [status, text] = [204, '']
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
      response.writeHead(status).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answers(next, body = '') {
      ;[status, text] = [next, body]
    },
    async next(fits) {
      for (let round = 0; round < 300; round++) {
        const found = received.find(fits)
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error(`nothing came that fits: ${JSON.stringify(received.map(({ body }) => body.slice(0, 200)))}`)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
