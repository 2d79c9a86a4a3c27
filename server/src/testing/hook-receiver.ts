import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came in. */
export interface ReceivedHook {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Somebody's program that takes webhooks. */
export interface HookReceiver {
  readonly origin: string
  readonly received: ReceivedHook[]
  /** What it answers from now on, by path; 'never': it does not. 204 where nothing was said. */
  answer(path: string, answer: HookAnswer): void
  stop(): Promise<void>
}

type HookAnswer =
  'never' | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }

/** Listens on this machine. */
export async function openHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = []
  const answers = new Map<string, HookAnswer>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      received.push({ path, headers: request.headers, body: Buffer.concat(parts).toString() })
      const answer = answers.get(path) ?? { status: 204 }
      if (answer !== 'never') response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (path, answer) => void answers.set(path, answer),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
