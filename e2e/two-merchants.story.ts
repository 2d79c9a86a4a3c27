import { expect } from 'vitest'
import { openStrictShop } from './stage/strict-shop'
import { story } from './stage/story'

story('ACC-01: two merchants side by side see nothing of each other', async (stage) => {
  const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
  try {
    const furniture = await stage.visitor()
    const tea = await stage.visitor(shop.url)
    await furniture.openPanel()
    await tea.openPanel()
    await tea.panel.getByText('您好，这里是清和茶舍，想喝点什么茶？').waitFor()
    await furniture.says('云杉的暗号是青松')
    await tea.says('清和的暗号是碧螺')

    // Each sees one waiting visitor, his own merchant's.
    const anqing = await stage.agent('yunshan:anqing')
    const xiaoman = await stage.agent('qinghe:xiaoman')
    for (const agent of [anqing, xiaoman]) {
      await agent.startWork('忙碌')
      await agent.page.getByRole('button', { name: '接收对话 排队 1' }).waitFor()
      await agent.accepts()
    }
    await anqing.hears('云杉的暗号是青松')
    await xiaoman.hears('清和的暗号是碧螺')
    await anqing.says('云杉收到')
    await xiaoman.says('清和收到')
    await furniture.hears('云杉收到')
    await tea.hears('清和收到')

    for (const locator of [anqing.page.locator('body'), furniture.panel.locator('body')])
      expect(await locator.innerText()).not.toMatch(/清和|碧螺/)
    for (const locator of [xiaoman.page.locator('body'), tea.panel.locator('body')])
      expect(await locator.innerText()).not.toMatch(/云杉|青松/)

    // Somebody passes the address of a conversation on to the other merchant.
    await xiaoman.page.goto(anqing.page.url())
    await xiaoman.page.getByText('没有这个对话，或者你不能查看。').waitFor()
    expect(await xiaoman.page.locator('body').innerText()).not.toMatch(/云杉|青松/)
  } finally {
    await shop.stop()
  }
})
