import type { ShopPath } from './script'

/** A page as the widget tells it: its address and title. */
export interface ShopPage {
  readonly url: string
  readonly title: string
}

/** The demo shop of a running installation, as anybody can read it. */
export interface Shop {
  readonly origin: string
  /** Of its widget. */
  readonly channelKey: string
  /** Fetches a page as a browser does. Rejects when it is not there. */
  readonly visit: (path: ShopPath) => Promise<ShopPage>
}

/** There is no shop to walk through; the message says what to do. */
export class NoShop extends Error {}

/** Looks at the shop's front page. Rejects with NoShop when nothing or something else answers. */
export async function openShop(origin: string): Promise<Shop> {
  const front = await read(origin, '').catch(() => {
    throw new NoShop(`nothing answers at ${origin}: start it with \`npm start\`, or name it with --url`)
  })
  const channelKey = /data-channel="([\w-]+)"/.exec(front ?? '')?.[1]
  if (front === null || channelKey === undefined) {
    throw new NoShop(`${origin} has no demo shop: it is made on a new installation that only this machine reaches`)
  }
  return {
    origin,
    channelKey,
    async visit(path) {
      const html = await read(origin, path)
      if (html === null) throw new Error(`the demo shop has no page ${path}`)
      return { url: addressOf(origin, path), title: /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '' }
    },
  }
}

const addressOf = (origin: string, path: ShopPath) => `${origin}/demo/${path}`

/** Null: there is no such page. */
async function read(origin: string, path: ShopPath): Promise<string | null> {
  const response = await fetch(addressOf(origin, path), { signal: AbortSignal.timeout(10_000) })
  const text = await response.text()
  return response.ok ? text : null
}
