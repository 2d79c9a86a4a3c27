import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { ProductFacts } from './running-product'

/** The demo shop as it would be another merchant's: the same pages from a server of its own. */
export interface ShopFront {
  /** As `ProductFacts.demoShop`. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Opens it on a free port. A server and not an answer made up in the browser: such a page would come from no address at
 * all, and a browser lets it load nothing from this machine.
 *
 * @param channelKey of the merchant whose shop it shall be
 */
export async function openShopFront(product: ProductFacts, channelKey: () => Promise<string>): Promise<ShopFront> {
  const shown = product.merchants[0]?.channelKey ?? ''
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const page = await fetch(new URL(request.url ?? '/', product.demoShop), { redirect: 'manual' })
    const body = Buffer.from(await page.arrayBuffer())
    const isPage = page.headers.get('content-type')?.startsWith('text/html') ?? false
    const headers = Object.fromEntries(
      ['content-type', 'content-security-policy', 'location'].flatMap((name) => {
        const value = page.headers.get(name)
        return value === null ? [] : [[name, value]]
      }),
    )
    response.writeHead(page.status, headers)
    response.end(isPage ? body.toString().replaceAll(shown, await channelKey()) : body)
  }
  const server = createServer((request, response) => {
    // What a page sends to its shop is nobody's business here.
    void buffer(request)
      .then(() => answer(request, response))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://localhost:${address.port}/demo/`,
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}
