import { products, rooms, type Room } from './catalogue'
import { homePage, listPage, pageOfProduct, pageOfRoom } from './goods-pages'
import { renderPage, type ShopPage, type ShopValues } from './layout'
import { cartPage, customPage, helpPage, ordersPage, toldOrders } from './service-pages'

const isRoom = (name: string): name is Room => Object.hasOwn(rooms, name)

const pages: Readonly<Record<string, ShopPage>> = {
  index: homePage,
  list: listPage,
  cart: cartPage,
  orders: ordersPage,
  help: helpPage,
  custom: customPage,
  ...Object.fromEntries(Object.keys(rooms).flatMap((room) => (isRoom(room) ? [[room, pageOfRoom(room)]] : []))),
  ...Object.fromEntries(products.map((product) => [product.slug, pageOfProduct(product)])),
}

/** The names of all pages of the demo shop, without `.html`. */
export const shopPageNames: readonly string[] = Object.keys(pages)

/** A page of the demo shop by its path below `/demo/`; null: there is none, it may be a picture. */
export function renderShop(path: string, values: ShopValues): string | null {
  const name = path === '' ? 'index' : /^([a-z-]+)\.html$/.exec(path)?.[1]
  if (name === undefined || !Object.hasOwn(pages, name)) return null
  const page = pages[name]
  return page ? renderPage(page, values, toldOrders()) : null
}
