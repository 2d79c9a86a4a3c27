import { rooms, type Room } from './catalogue'
import { markup, type Markup } from './markup'

/** What a page needs to show the widget of the demo's merchant. */
export interface ShopValues {
  /** Where the widget comes from. */
  readonly widgetOrigin: string
  readonly channelKey: string
}

/** Orders of the demo's visitor, as shop.js reads them. */
type Samples = string

export interface ShopPage {
  readonly title: string
  /** Beside the widget's button. */
  readonly teaser: string
  /** The page that is open, as its link in the head names it. */
  readonly current: string
  /** A bar stands at the lower edge of a phone: the widget's button keeps above it. */
  readonly hasBar?: true
  readonly main: Markup
}

/** A page of the shop, whole. The loader's one line is all that a shop has to add. */
export function renderPage(page: ShopPage, { widgetOrigin, channelKey }: ShopValues, samples: Samples): string {
  return markup`<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <title>${page.title}</title>
    <link rel="icon" href="images/tree.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="shop.css" />
    <script
      async
      src="${widgetOrigin}/widget/loader.js"
      data-channel="${channelKey}"
      data-color="#2f6b4f"
      ${page.hasBar ? markup`data-bottom="84"` : null}
      data-teaser="${page.teaser}"
    ></script>
    <script type="module" src="shop.js"></script>
  </head>
  <body class="${page.hasBar ? 'with-bar' : ''}" data-samples="${samples}">
    <a class="skip" href="#main">跳到正文</a>
    <header>
      <a class="brand" href="./">云杉家居</a>
      <nav aria-label="分类">
        ${Object.entries(rooms).map(([room, { name }]) => link(`${room}.html`, name, page.current))}
        ${link('custom.html', '定制', page.current)}
      </nav>
      <nav class="own" aria-label="我的">
        ${link('orders.html', '订单', page.current)}
        ${link('help.html', '帮助', page.current)}
        <a href="cart.html" ${page.current === 'cart.html' ? markup`aria-current="page"` : null}>购物车<b data-cart-count hidden></b></a>
      </nav>
    </header>
    <main id="main">${page.main}</main>
    <footer>
      <p><a href="help.html">送装与退换</a> <a href="orders.html">查订单</a> <a href="list.html">全部商品</a></p>
      <p>云杉家居是客桥的演示商店：商品、价格和图画都是为演示而作，不能真的下单。右下角的按钮就是客桥的访客窗口。</p>
    </footer>
  </body>
</html>
`.html
}

function link(href: string, name: string, current: string): Markup {
  return markup`<a href="${href}" ${href === current ? markup`aria-current="page"` : null}>${name}</a>
        `
}

/** The page of a room. */
export const roomPage = (room: Room) => `${room}.html`
