import { products, yuan } from './catalogue'
import type { ShopPage } from './layout'
import { markup, type Markup } from './markup'

/** Filled by shop.js from what this browser has put in. */
export const cartPage: ShopPage = {
  title: '购物车 - 云杉家居',
  teaser: '您好，算运费、凑优惠都可以问我',
  current: 'cart.html',
  main: markup`
      <h1>购物车</h1>
      <p class="nothing" data-cart-empty>购物车还是空的。<a href="list.html">去挑一件</a></p>
      <form class="cart" data-cart hidden>
        <ul data-cart-rows></ul>
        <p class="sum">合计 <output class="price" data-cart-sum></output></p>
        <p class="spec">包邮送装。这是演示商店：提交不会扣款，也不会发货。</p>
        <p><button class="button">提交演示订单</button></p>
      </form>
      <template data-cart-row>
        <li>
          <img width="100" height="80" alt="" />
          <div><a></a><span class="spec"></span></div>
          <label>数量 <input type="number" min="1" max="9" inputmode="numeric" /></label>
          <span class="price"></span>
          <button type="button" class="plain">删除</button>
        </li>
      </template>`,
}

interface SampleOrder {
  readonly number: string
  readonly state: string
  readonly slug: string
  readonly steps: readonly string[]
}

/** Orders that the demo's visitor has from the beginning; the widget is told of them as of his own. */
export const sampleOrders: readonly SampleOrder[] = [
  {
    number: 'YS20260482',
    state: '已签收',
    slug: 'table',
    steps: ['仓库发货', '到达杭州西湖站', '师傅上门安装', '已签收'],
  },
  { number: 'YS20260517', state: '运输中', slug: 'wardrobe', steps: ['仓库发货', '到达杭州转运中心'] },
  { number: 'YS20260533', state: '待发货', slug: 'bed', steps: ['订单已确认'] },
]

/** The samples as shop.js tells them to the widget, newest first. */
export const toldOrders = (): string =>
  JSON.stringify(
    sampleOrders.toReversed().map(({ number, state, slug }) => {
      const product = products.find((one) => one.slug === slug)
      return { number, state, slug, name: product?.name, price: product?.price }
    }),
  )

/** Samples, and above them what this browser has ordered. */
export const ordersPage: ShopPage = {
  title: '我的订单 - 云杉家居',
  teaser: '您好，催发货、改时间、开发票都可以问我',
  current: 'orders.html',
  main: markup`
      <h1>我的订单</h1>
      <ul class="orders" data-orders>${sampleOrders.map(orderRow)}</ul>
      <template data-order>
        <li>
          <p class="order-head"><span></span> <b>待发货</b></p>
          <ul data-goods></ul>
          <p class="order-foot"><span class="price"></span> <button type="button" class="plain" data-ask>问问这单</button></p>
        </li>
      </template>`,
}

function orderRow({ number, state, slug, steps }: SampleOrder): Markup {
  const product = products.find((one) => one.slug === slug)
  if (!product) throw new Error(`the shop has no ${slug}`)
  return markup`
        <li>
          <p class="order-head"><span>订单 ${number}</span> <b>${state}</b></p>
          <div class="order-goods">
            <img src="images/${slug}.svg" width="100" height="80" alt="" />
            <div><a href="${slug}.html">${product.name}</a><span class="spec">${product.chosen}</span></div>
          </div>
          <ol class="steps">${steps.map((step) => markup`<li>${step}</li>`)}</ol>
          <p class="order-foot">
            <span class="price">${yuan(product.price)}</span>
            <button type="button" class="plain" data-ask data-order-number="${number}">问问这单</button>
          </p>
        </li>`
}

const questions = [
  ['送货上门和安装要另外付费吗？', '不用。全国地级市包邮送装，乡镇送到最近的站点，师傅按约定时间上门。'],
  ['收到有划痕或破损怎么办？', '签收后48小时内拍照发给客服，免费换新的部件；不想换可以按情况补偿，也可以退货。'],
  ['拆封以后还可以退货吗？', '7天内、没有使用痕迹就可以。大件由我们上门拆走，运费我们出；定制的尺寸不支持无理由退货。'],
  ['电子发票多久能收到？', '签收后3天内发到下单时留的邮箱，也可以让客服提前开。'],
  ['怎么约送装时间？', '发货前一天会有短信，回复就能改。要改到周末请提前两天告诉客服。'],
] as const

export const helpPage: ShopPage = {
  title: '送装与退换 - 云杉家居',
  teaser: '您好，送装、退换、发票都可以问我',
  current: 'help.html',
  main: markup`
      <h1>送装与退换</h1>
      <div class="questions">
        ${questions.map(
          ([question, answer], at) =>
            markup`<details ${at === 0 ? markup`open` : null}><summary>${question}</summary><p>${answer}</p></details>
        `,
        )}
      </div>
      <h2 id="returns">申请退换</h2>
      <p>把订单号和照片发给客服，一般当天答复。</p>
      <p><button type="button" class="button" data-ask>找客服退换</button></p>`,
}

export const customPage: ShopPage = {
  title: '全屋定制 - 云杉家居',
  teaser: '您好，可以先把户型图发给我',
  current: 'custom.html',
  main: markup`
      <h1>全屋定制</h1>
      <p class="spec">衣柜、书柜、玄关柜按墙做，和成品同一批木料。</p>
      <ol class="steps wide">
        <li><b>量尺</b> 免费上门，两小时。</li>
        <li><b>出图</b> 三天内两个方案，价格一次报清。</li>
        <li><b>制作</b> 二十五天，可以来工厂看。</li>
        <li><b>安装</b> 两位师傅一天装完，垃圾带走。</li>
      </ol>
      <img class="picture" src="images/wardrobe.svg" width="375" height="300" alt="三门衣柜" />
      <p><button type="button" class="button" data-ask>约一次量尺</button></p>`,
}
