import { products, rooms, yuan, type Product, type Room } from './catalogue'
import { roomPage, type ShopPage } from './layout'
import { markup, type Markup } from './markup'

export const homePage: ShopPage = {
  title: '云杉家居 - 住得久的家具',
  teaser: '您好，想看哪一类家具？我来帮您挑',
  current: './',
  main: markup`
      <section class="welcome">
        <div>
          <h1>住得久的家具</h1>
          <p>实木、可拆洗、修得好。包邮送装，五年质保。</p>
          <p><a class="button" href="list.html">看看全部商品</a></p>
        </div>
        <img src="images/sofa.svg" width="375" height="300" alt="墨绿色双人沙发" />
      </section>
      <ul class="rooms">
        ${Object.entries(rooms).map(
          ([
            room,
            { name, promise },
          ]) => markup`<li><a href="${room}.html"><strong>${name}</strong><span>${promise}</span></a></li>
        `,
        )}
      </ul>
      <h2>大家在看</h2>
      ${shelf(products.filter(({ before }) => before !== null).slice(0, 6))}`,
}

export const listPage: ShopPage = {
  title: '全部商品 - 云杉家居',
  teaser: '您好，想找什么样的家具？我来帮您挑',
  current: 'list.html',
  main: markup`<h1>全部商品</h1><p class="spec">${products.length}件，都在库</p>${shelf(products)}`,
}

/** Everything for one room. */
export function pageOfRoom(room: Room): ShopPage {
  const { name, promise } = rooms[room]
  return {
    title: `${name} - 云杉家居`,
    teaser: `您好，布置${name}有什么想问的？`,
    current: roomPage(room),
    main: markup`<h1>${name}</h1><p class="spec">${promise}</p>${shelf(products.filter((one) => one.room === room))}`,
  }
}

function shelf(goods: readonly Product[]): Markup {
  return markup`<ul class="shelf">
        ${goods.map(
          ({ slug, name, spec, price }) => markup`<li>
          <a href="${slug}.html">
            <img src="images/${slug}.svg" width="375" height="300" alt="" loading="lazy" />
            <strong>${name}</strong>
            <span class="spec">${spec}</span>
            <span class="price">${yuan(price)}</span>
          </a>
        </li>
        `,
        )}
      </ul>`
}

/** The page of one product; what the widget is told about it stands in its data attributes. */
export function pageOfProduct(product: Product): ShopPage {
  const { slug, room, name, spec, price, before, chosen, arrival, facts, story, teaser, shows } = product
  const alsoHere = products.filter((other) => other.room === room && other !== product)
  return {
    title: `${name} ${spec} - 云杉家居`,
    teaser,
    current: roomPage(room),
    hasBar: true,
    main: markup`
      <p class="path"><a href="./">首页</a> / <a href="${roomPage(room)}">${rooms[room].name}</a></p>
      <div class="product">
        <img class="picture" src="images/${slug}.svg" width="375" height="300" alt="${shows}" />
        <section>
          <h1>${name}</h1>
          <p class="spec">${spec}</p>
          <p class="price">${yuan(price)} ${before === null ? null : markup`<del>${yuan(before)}</del>`}</p>
          <ul class="promises"><li>包邮送装</li><li>7天无理由</li><li>五年质保</li></ul>
          <dl>
            <div><dt>已选</dt><dd>${chosen}</dd></div>
            <div><dt>送至</dt><dd>杭州 西湖区 · ${arrival}</dd></div>
            ${facts.map(([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>`)}
          </dl>
          <p class="story">${story}</p>
          <div class="buy" data-product="${slug}" data-name="${name}" data-spec="${chosen}" data-price="${price}">
            <button type="button" class="plain" data-ask>问客服</button>
            <button type="button" data-put-in-cart>加入购物车</button>
            <button type="button" class="now" data-buy>立即购买</button>
          </div>
          <p class="said" role="status"></p>
        </section>
      </div>
      <h2>同一间屋子里</h2>
      ${shelf(alsoHere)}`,
  }
}
