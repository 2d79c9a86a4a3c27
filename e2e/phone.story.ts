import { expect } from 'vitest'
import { story } from './stage/story'

const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

story('on a phone the panel takes the whole screen and leaves it again', async (stage) => {
  const visitor = await stage.visitor(stage.demoShop, phone)
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

story('an agent works on a phone: everything is on the screen and large enough for a finger', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('手机上能回复吗？')
  const agent = await stage.agent('yunshan:anqing', phone)
  const { page } = agent
  const isWhole = async () => expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
  /** Nothing of a finger's business is beyond the edge or smaller than 28 pixels. */
  const inReach = async (...names: readonly (string | RegExp)[]) => {
    for (const name of names) {
      const box = await page.getByRole('button', { name }).first().boundingBox()
      if (!box) throw new Error(`${name} is not to be seen`)
      const fits = box.x >= 0 && box.x + box.width <= 375 && box.y >= 0 && box.y + box.height <= 667
      expect([String(name), fits, box.width >= 28, box.height >= 28]).toEqual([String(name), true, true, true])
    }
  }
  await isWhole()
  await inReach('开始接待', /^提醒/, /我的设置$/, '搜索对话', '排序')
  await page.getByRole('button', { name: '开始接待' }).tap()
  await agent.others.first().tap()
  await agent.hears('手机上能回复吗？')
  await isWhole()
  await inReach('转移', '结束', '打开辅助窗口', /^接收对话/, /^我的状态/, '发送图片')
  await agent.says('可以，慢慢说。')
  await visitor.hears('可以，慢慢说。')
  await page.getByRole('button', { name: '打开辅助窗口' }).tap()
  await page.getByText('正在访问').waitFor()
  await isWhole()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '结束', exact: true }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '结束对话' }).tap()
  await visitor.hears('客服结束了对话')
  await page.getByRole('dialog', { name: '对话小结单' }).getByRole('button', { name: '关闭' }).tap()
  await page.getByRole('link', { name: '回到对话列表' }).tap()
  await page.getByRole('button', { name: '全部清除' }).tap()
  await page.getByRole('button', { name: '不填写，直接清除' }).tap()
  await agent.desk.getByText('现在没有对话').waitFor()
  await isWhole()
})
