export { demoShopOf, type DemoAccounts } from './demo-accounts'
export { demoWanted } from './demo-wanted'
export { seedDemo } from './seed-demo'
export { renderShop } from './shop/render-shop'
