import { once } from 'node:events'
import { createServer } from 'node:http'

/** A page of a shop, by the path under which it is found. */
export interface ShopPage {
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A shop of somebody else's: another server and another site than the product's. */
export interface ForeignShop {
  /** @param host any name below localhost is this machine */
  url(path: string, host?: string): string
  stop(): Promise<void>
}

/** Opens a shop with these pages on a free port. */
export async function openForeignShop(pages: Readonly<Record<string, ShopPage>>): Promise<ForeignShop> {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '']
    if (!page) {
      response.writeHead(204).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: (path, host = 'tea.localhost') => `http://${host}:${address.port}${path}`,
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}
