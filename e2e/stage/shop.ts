import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** A shop of somebody else's, on a site of its own, with a server that vouches for its customers. */
export interface Shop {
  /** Its front page; with a customer signed in there, or nobody. */
  url(customer?: { readonly id: string; readonly name: string }): string
  stop(): Promise<void>
}

interface ShopOptions {
  /** Of the product, on another site than the shop. */
  readonly origin: string
  readonly channelKey: string
  /** With what it signs; without, it vouches for nobody. */
  readonly secret?: string
  /** A policy of its pages. */
  readonly policy?: string
  /** More script of the page, after the snippet. */
  readonly script?: string
}

/** By these names a browser that was started with `hostRules` reaches this machine: two registrable domains. */
export const sites = { shop: 'shop.test', desk: 'desk.test' } as const
export const hostRules = '--host-resolver-rules=MAP *.test 127.0.0.1'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function sign(claims: object, secret: string): string {
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** Opens it on a free port. */
export async function openShop({ origin, channelKey, secret, policy, script = '' }: ShopOptions): Promise<Shop> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop')
    if (pathname !== '/') {
      response.writeHead(204).end()
      return
    }
    const [sub, name] = [searchParams.get('id'), searchParams.get('name')]
    const exp = Math.floor(Date.now() / 1_000) + 300
    const who = secret && sub ? JSON.stringify({ token: sign({ sub, name, exp }, secret) }) : 'null'
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy !== undefined && { 'content-security-policy': policy }),
    }).end(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>木南家居</title>
<script>
window.Keqiao = window.Keqiao || function () { (Keqiao.q = Keqiao.q || []).push(arguments) }
Keqiao('identify', ${who})
${script}
</script>
<script async src="${origin}/widget/loader.js" data-channel="${channelKey}"></script>
<h1>木南家居</h1>
</html>`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const front = `http://${sites.shop}:${address.port}/`
  return {
    url: (customer) => (customer ? `${front}?${new URLSearchParams(customer).toString()}` : front),
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

/** The product's address under a name on another site than the shop's. */
export function deskOrigin(origin: string): string {
  return `http://${sites.desk}:${new URL(origin).port}`
}
