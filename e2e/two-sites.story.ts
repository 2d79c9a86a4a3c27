import { expect } from 'vitest'
import { deskOrigin, openShop } from './stage/shop'
import { story } from './stage/story'
import { Visitor } from './stage/visitor'

story('on a shop of another site, without third-party cookies, a visitor keeps his conversation', async (stage) => {
  const { channelKey } = stage.merchant('qinghe')
  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey })
  try {
    const first = await stage.visitor(shop.url())
    await first.openPanel()
    await first.says('有春茶吗')
    const frame = await first.frame()
    // A frame of another site has no cookie, and nothing of ours in a storage of its own.
    expect(new URL(frame.url()).hostname).toBe('desk.test')
    expect(await frame.evaluate('[document.cookie, localStorage.length]')).toEqual(['', 0])

    await first.page.reload()
    await first.openPanel()
    await first.hears('有春茶吗')

    const second = new Visitor(await first.context.newPage(), first.context)
    await second.page.goto(shop.url())
    await second.openPanel()
    await second.hears('有春茶吗')
    await second.says('要明前的')
    await first.hears('要明前的')
    await first.says('二两就够')
    await second.hears('二两就够')

    await first.page.close()
    await second.page.close()
    const later = new Visitor(await first.context.newPage(), first.context)
    await later.page.goto(shop.url())
    await later.openPanel()
    await later.hears('二两就够')
  } finally {
    await shop.stop()
  }
})

story('on a page that may store nothing, a conversation lives as long as the page', async (stage) => {
  const { channelKey } = stage.merchant('qinghe')
  // An opaque origin: every access to its storage throws.
  const policy = 'sandbox allow-scripts'
  const shop = await openShop({ origin: deskOrigin(stage.product.origin), channelKey, policy })
  try {
    const visitor = await stage.visitor(shop.url())
    const blocked = await visitor.page.evaluate(
      '(() => { try { return localStorage.length } catch (error) { return error.name } })()',
    )
    expect(blocked).toBe('SecurityError')
    await visitor.openPanel()
    await visitor.says('这里也能问吗')
    await visitor.page.keyboard.press('Escape')
    await visitor.openPanel()
    await visitor.hears('这里也能问吗')
  } finally {
    await shop.stop()
  }
})
