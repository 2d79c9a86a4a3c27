import { expect } from 'vitest'
import { story } from './stage/story'

const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

story('CHN-01: a link leads to the merchant: one asks, is answered, and finds all of it again', async (stage) => {
  const visitor = await stage.chatPage('yunshan', phone)
  await visitor.input.waitFor()
  expect(await visitor.page.title()).toBe('云杉家居旗舰店')
  const meta = (name: string) => visitor.page.locator(`meta[name=${name}]`).getAttribute('content')
  expect([await meta('theme-color'), await meta('robots')]).toEqual(['#2f6b4f', 'noindex'])
  expect(await visitor.page.evaluate('document.documentElement.scrollWidth')).toBe(375)
  expect(await visitor.page.getByRole('button', { name: '收起' }).count()).toBe(0)

  await visitor.says('餐桌能送到五楼吗？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  await agent.hears('餐桌能送到五楼吗？')
  await agent.says('可以，没有电梯也送。')
  await visitor.hears('可以，没有电梯也送。')

  // The browser is the same person: after a reload, and in another tab at the same time.
  await visitor.page.reload()
  await visitor.hears('餐桌能送到五楼吗？')
  await visitor.hears('可以，没有电梯也送。')
  const tab = await visitor.context.newPage()
  await tab.goto(visitor.page.url())
  await tab.getByText('可以，没有电梯也送。', { exact: true }).waitFor()
  await visitor.says('太好了')
  await tab.getByText('太好了', { exact: true }).waitFor()
  expect(await agent.said('太好了').count()).toBe(1)
})

story('while the page is in the background its title counts what is new', async (stage) => {
  const visitor = await stage.chatPage('yunshan')
  await visitor.input.waitFor()
  await visitor.says('在吗？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  // As when somebody turns to another tab; a browser without a screen has none to turn to.
  const turn = (to: 'hidden' | 'visible') =>
    visitor.page.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${to}' });
      document.dispatchEvent(new Event('visibilitychange'))`)
  await turn('hidden')
  await agent.says('在的，请讲。')
  await expect.poll(() => visitor.page.title(), { timeout: 30_000 }).toBe('(1) 云杉家居旗舰店')
  await turn('visible')
  await expect.poll(() => visitor.page.title(), { timeout: 30_000 }).toBe('云杉家居旗舰店')
})

story('the page speaks the language of its address, else that of the browser', async (stage) => {
  const visitor = await stage.chatPage('yunshan', { locale: 'en-GB' })
  await visitor.page.getByRole('textbox', { name: 'Message' }).waitFor()
  expect(await visitor.page.locator('html').getAttribute('lang')).toBe('en')
  await visitor.page.goto(`${visitor.page.url()}?lang=zh-TW`)
  await visitor.page.getByRole('textbox', { name: '訊息' }).waitFor()
  expect(await visitor.page.locator('html').getAttribute('lang')).toBe('zh-TW')
})

story('a link that leads nowhere says so, in the language of who followed it', async (stage) => {
  const { page } = await stage.visitor(stage.demoShop)
  for (const [lang, words] of [
    ['zh-CN', '没有找到这个咨询入口'],
    ['zh-TW', '找不到這個諮詢入口'],
    ['en', 'There is no chat at this address'],
  ] as const) {
    const answer = await page.context().request.get(`${stage.product.origin}/chat/no-such-channel?lang=${lang}`)
    expect(answer.status()).toBe(404)
    await page.setContent(await answer.text())
    await page.getByRole('heading', { name: words }).waitFor()
  }
})

story('on the page too, who thinks better of leaving a message goes back to the line', async (stage) => {
  const { panel } = await stage.chatPage('qinghe')
  await panel.getByRole('button', { name: '改为留言' }).click()
  await panel.getByRole('button', { name: '返回排队' }).click()
  await panel.getByRole('button', { name: '改为留言' }).waitFor()
})
