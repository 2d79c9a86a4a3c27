import { openForeignShop } from './foreign-shop'

/** A shop of somebody else's with a Content-Security-Policy as strict as can be. */
export interface StrictShop {
  readonly url: string
  stop(): Promise<void>
}

/** The directives that README.md promises to be enough. */
export const neededPolicy = (origin: string) => `script-src ${origin}; frame-src ${origin}`

/** @param origin of the product; @param channelKey of the merchant who owns the shop */
export async function openStrictShop(origin: string, channelKey: string): Promise<StrictShop> {
  const html = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>清和茶舍 - 春茶</title>
<script async src="${origin}/widget/loader.js" data-channel="${channelKey}"></script>
<h1>明前龙井</h1>
</html>`
  const headers = { 'content-security-policy': `default-src 'none'; ${neededPolicy(origin)}` }
  const shop = await openForeignShop({ '/': { html, headers } })
  return { url: shop.url('/'), stop: () => shop.stop() }
}
