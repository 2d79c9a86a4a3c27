// The demo shop's own script: a cart and orders in this browser, and what the shop tells the widget. A shop of one's own
// needs none of it.

const cartKey = 'yunshan.cart'
const ordersKey = 'yunshan.orders'

/** What is kept may be missing, blocked or changed by hand. */
function kept(key) {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}

function keep(key, list) {
  try {
    localStorage.setItem(key, JSON.stringify(list))
  } catch {
    // Blocked or full: the page goes on without.
  }
}

const yuan = (amount) => `¥${amount.toLocaleString('en-US')}`
const sumOf = (goods) => goods.reduce((sum, { price, count }) => sum + price * count, 0)
const one = (selector, within = document) => within.querySelector(selector)

/** The widget's function takes any call; an older loader offers methods. Before it has come there is nobody to tell. */
function tellWidget(call, ...given) {
  const { Keqiao } = window
  if (typeof Keqiao === 'function') Keqiao(call, ...given)
  else if (typeof Keqiao?.[call] === 'function') Keqiao[call](...given)
}

function drawCount() {
  const count = kept(cartKey).reduce((sum, goods) => sum + goods.count, 0)
  const badge = one('[data-cart-count]')
  badge.hidden = count === 0
  badge.textContent = String(count)
}

function putInCart({ product, name, spec, price }) {
  const goods = kept(cartKey)
  const there = goods.find((each) => each.product === product)
  if (there) there.count = Math.min(9, there.count + 1)
  else goods.push({ product, name, spec, price: Number(price), count: 1 })
  keep(cartKey, goods)
  drawCount()
}

function beProductPage(buy) {
  const { dataset } = buy
  one('[data-put-in-cart]', buy).addEventListener('click', () => {
    putInCart(dataset)
    one('.said').textContent = '已放进购物车'
  })
  one('[data-buy]', buy).addEventListener('click', () => {
    putInCart(dataset)
    location.assign('cart.html')
  })
  window.addEventListener('load', () =>
    tellWidget('product', {
      id: dataset.product,
      title: dataset.name,
      price: Number(dataset.price),
      currency: 'CNY',
      attributes: { 规格: dataset.spec },
      image: pictureOf(dataset.product),
      url: location.href.split('#')[0],
    }),
  )
}

function drawGoods(row, { product, name, spec }) {
  one('img', row).src = `images/${product}.svg`
  const link = one('a', row)
  link.href = `${product}.html`
  link.textContent = name
  one('.spec', row).textContent = spec
}

function drawCart(form) {
  const goods = kept(cartKey)
  form.hidden = goods.length === 0
  one('[data-cart-empty]').hidden = goods.length > 0
  one('[data-cart-rows]').replaceChildren(...goods.map((each) => cartRow(form, each)))
  one('[data-cart-sum]').textContent = yuan(sumOf(goods))
  drawCount()
}

function cartRow(form, goods) {
  const row = one('[data-cart-row]').content.cloneNode(true)
  drawGoods(row, goods)
  const input = one('input', row)
  input.value = String(goods.count)
  const change = (count) => {
    const others = kept(cartKey)
    const next = others.map((each) => (each.product === goods.product ? { ...each, count } : each))
    keep(
      cartKey,
      next.filter((each) => each.count > 0),
    )
    drawCart(form)
  }
  input.addEventListener('change', () => change(Math.min(9, Math.max(1, Math.round(Number(input.value)) || 1))))
  one('.price', row).textContent = yuan(goods.price * goods.count)
  one('button', row).addEventListener('click', () => change(0))
  return row
}

function beCart(form) {
  drawCart(form)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
    const number = `YS${String(drawn % 100_000_000).padStart(8, '0')}`
    keep(ordersKey, [{ number, goods: kept(cartKey) }, ...kept(ordersKey)].slice(0, 10))
    keep(cartKey, [])
    location.assign('orders.html')
  })
}

function beOrders(list) {
  const rows = kept(ordersKey).map(({ number, goods }) => {
    const row = one('[data-order]').content.cloneNode(true)
    one('.order-head span', row).textContent = `订单 ${number}`
    one('[data-goods]', row).replaceChildren(
      ...goods.map(({ name, count }) => {
        const line = document.createElement('li')
        line.textContent = `${name} × ${count}`
        return line
      }),
    )
    one('.price', row).textContent = yuan(sumOf(goods))
    return row
  })
  list.prepend(...rows)
}

const pictureOf = (product) => new URL(`images/${product}.svg`, location.href).href

/** What was ordered in this browser, and the samples every visitor of the demo has. */
function ordersOfVisitor() {
  const url = new URL('orders.html', location.href).href
  const own = kept(ordersKey).map(({ number, goods }) => ({
    number,
    status: '待发货',
    total: sumOf(goods),
    currency: 'CNY',
    url,
    lines: goods.map(({ product, name, price, count }) => ({
      title: name,
      quantity: count,
      price,
      image: pictureOf(product),
    })),
  }))
  const samples = JSON.parse(document.body.dataset.samples ?? '[]')
  const given = samples.map(({ number, state, slug, name, price }) => ({
    number,
    status: state,
    total: price,
    currency: 'CNY',
    url,
    lines: [{ title: name, quantity: 1, price, image: pictureOf(slug) }],
  }))
  return [...own, ...given].slice(0, 10)
}

window.addEventListener('load', () => tellWidget('orders', ordersOfVisitor()))

const buy = one('[data-product]')
const cart = one('[data-cart]')
const orders = one('[data-orders]')
if (buy) beProductPage(buy)
if (cart) beCart(cart)
if (orders) beOrders(orders)
for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', () => tellWidget('open'))
}
drawCount()
