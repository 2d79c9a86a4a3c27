import { once } from 'node:events'
import { createServer } from 'node:http'

/** A shop of somebody else's: another server, another site, and a Content-Security-Policy as strict as can be. */
export interface StrictShop {
  readonly url: string
  stop(): Promise<void>
}

/** The directives that README.md promises to be enough. */
export const neededPolicy = (origin: string) => `script-src ${origin}; frame-src ${origin}`

/** @param origin of the product; @param channelKey of the merchant who owns the shop */
export async function openStrictShop(origin: string, channelKey: string): Promise<StrictShop> {
  const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>清和茶舍 - 春茶</title>
<script async src="${origin}/widget/loader.js" data-channel="${channelKey}"></script>
<h1>明前龙井</h1>
</html>`
  const server = createServer((request, response) => {
    if (request.url !== '/') {
      response.writeHead(204).end()
      return
    }
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; ${neededPolicy(origin)}`,
      })
      .end(page)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    // Any name below localhost is this machine.
    url: `http://tea.localhost:${address.port}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}
