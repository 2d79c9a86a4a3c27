import { expect } from 'vitest'
import { story } from './stage/story'

const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

story('on a phone the panel takes the whole screen and leaves it again', async (stage) => {
  const visitor = await stage.visitor(stage.product.demoShop, phone)
  await visitor.launcher.tap()
  await visitor.input.waitFor()
  const box = () => visitor.page.locator('keqiao-widget iframe').boundingBox()
  await expect.poll(box, { timeout: 30_000 }).toEqual({ x: 0, y: 0, width: 375, height: 667 })
  const frame = await visitor.frame()
  expect(await frame.evaluate('document.documentElement.scrollWidth')).toBe(375)

  // Nothing one has to hit is smaller than a finger or beyond the edge.
  await visitor.writes('手机上也能看清吗？这一行比较长，要看看会不会把输入框撑出屏幕去。')
  for (const name of ['发送', '表情', '收起']) {
    const target = await visitor.panel.getByRole('button', { name, exact: true }).boundingBox()
    if (!target) throw new Error(`${name} is not to be seen`)
    expect([name, target.width >= 40, target.height >= 40]).toEqual([name, true, true])
    expect([name, target.x >= 0, target.x + target.width <= 375, target.y + target.height <= 667]).toEqual([
      name,
      true,
      true,
      true,
    ])
  }
  await visitor.panel.getByRole('button', { name: '发送', exact: true }).tap()
  await visitor.hears('手机上也能看清吗？这一行比较长，要看看会不会把输入框撑出屏幕去。')

  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  await visitor.panel.getByRole('button', { name: '收起' }).tap()
  await visitor.launcher.waitFor()
  await agent.says('可以的。')
  // Folded away, it counts what was not read yet.
  await visitor.page.getByRole('button', { name: '联系客服，1条未读消息' }).tap()
  await visitor.hears('可以的。')
})
