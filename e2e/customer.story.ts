import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { story } from './stage/story'

/** 顾客信息 beside the conversation. */
class CustomerPanel {
  constructor(private readonly page: Page) {}

  get panel(): Locator {
    return this.page.getByRole('tabpanel', { name: '顾客信息' })
  }

  get trail(): Locator {
    return this.panel.getByRole('listitem').filter({ hasText: /\d\d:\d\d/ })
  }

  async sees(text: string): Promise<void> {
    await this.panel.getByText(text, { exact: true }).first().waitFor()
  }

  async tags(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: '添加标签' }).click()
    await this.panel.getByRole('combobox', { name: '添加标签' }).fill(name)
    await this.panel.getByRole('option', { name }).waitFor()
    await this.page.keyboard.press('Enter')
    await this.sees(name)
    await this.page.keyboard.press('Escape')
  }

  /** Opens 备注 for writing; `button` says whether there is one. */
  async beginsRemark(button: '添加' | '编辑', text: string): Promise<void> {
    await this.panel.getByRole('button', { name: button, exact: true }).click()
    await this.remark.fill(text)
  }

  get remark(): Locator {
    return this.panel.getByRole('textbox', { name: '备注' })
  }

  async savesByKey(): Promise<void> {
    await this.page.keyboard.press('Control+Enter')
  }
}

/** Turns to a page as a page does that turns its own pages: address first, title a moment later. */
async function turnsPage(page: Page, path: string, title: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
  await page.evaluate(`setTimeout(() => { document.title = ${JSON.stringify(title)} }, 60)`)
}

const panelOf = ({ page }: Agent) => new CustomerPanel(page)

story('CON-19, VIS-06: an agent sees where the visitor goes, while he goes', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.launcher.waitFor()
  await visitor.page.goto(new URL('sofa.html', stage.demoShop).href)
  const sofa = await visitor.page.title()
  await visitor.openPanel()
  await visitor.says('沙发套能机洗吗？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  const customer = panelOf(agent)
  // The way he came before he asked, kept in his own browser until then.
  await customer.sees(sofa)
  await customer.trail.filter({ hasText: '云杉家居 - 住得久的家具' }).waitFor()
  await customer.sees('本机 · 第1次咨询')
  const link = customer.panel.getByRole('link', { name: /sofa\.html/ })
  expect(await link.getAttribute('target')).toBe('_blank')
  expect(await link.getAttribute('rel')).toContain('noopener')
  await customer.panel.getByText(/^停留 \d+:\d\d$/).waitFor()

  // Without loading a page, with the panel open.
  await turnsPage(visitor.page, 'care?part=cover', '沙发套的清洗')
  await customer.panel.getByRole('link', { name: /care\?part=cover/ }).waitFor()
  await customer.sees('沙发套的清洗')
  await visitor.page.goBack()
  await customer.panel.getByRole('link', { name: /sofa\.html/ }).waitFor()
  // What the shop's own script knows better.
  await visitor.page.evaluate(`Keqiao('page', { url: 'https://shop.example/order/7', title: '我的订单' })`)
  await customer.sees('我的订单')
  await visitor.page.evaluate(`Keqiao('product', { id: 'YS-S2', title: '「云岭」双人布艺沙发', price: '¥4,580' })`)
  await customer.sees('「云岭」双人布艺沙发')
  await customer.sees('¥4,580')
  // A hostile address is text.
  await visitor.page.evaluate(`Keqiao('page', { url: 'javascript:alert(1)', title: '不是链接' })`)
  await customer.sees('不是链接')
  expect(await customer.panel.getByRole('link', { name: /javascript/ }).count()).toBe(0)

  // To another page of the shop; then he is gone.
  await visitor.page.goto(new URL('lamp.html', stage.demoShop).href)
  await customer.panel.getByRole('link', { name: /lamp\.html/ }).waitFor()
  expect(await customer.panel.getByText('「云岭」双人布艺沙发', { exact: true }).count()).toBe(0)
  await agent.page.reload()
  await customer.panel.getByRole('link', { name: /lamp\.html/ }).waitFor()
  await customer.trail.filter({ hasText: '不是链接' }).waitFor()
  await visitor.page.close()
  await customer.panel.getByText(/离开$/).waitFor()
  await customer.panel.getByRole('heading', { name: '最后访问' }).waitFor()
})

story('CON-24: what one agent writes down about a customer, the other sees; nobody loses a word', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('我来问问送货。')
  const [agent, boss] = [await stage.agent('yunshan:anqing'), await stage.agent('yunshan:admin')]
  await agent.startWork()
  await agent.accepts()
  await boss.page.goto(agent.page.url())
  const [mine, theirs] = [panelOf(agent), panelOf(boss)]
  await theirs.panel.getByRole('button', { name: '编辑联系资料' }).waitFor()

  await agent.page.getByRole('button', { name: '编辑联系资料' }).click()
  await mine.panel.getByLabel('显示名').fill('林知夏')
  await mine.panel.getByLabel('电话').fill('打我手机')
  await mine.panel.getByRole('button', { name: '保存' }).click()
  await mine.panel.getByText('电话是5到30位数字，可以带 + - ( ) 和空格。').waitFor()
  await mine.panel.getByLabel('电话').fill('138 0013 8000')
  await mine.panel.getByRole('button', { name: '保存' }).click()
  for (const panel of [mine, theirs]) {
    await panel.sees('138 0013 8000')
    await panel.panel.getByRole('heading', { name: '林知夏' }).waitFor()
  }
  await mine.tags('VIP 金卡')
  await theirs.sees('VIP 金卡')
  await agent.desk.getByText('VIP 金卡').waitFor()
  await theirs.tags('关注时效')
  await mine.sees('关注时效')
  await theirs.panel.getByRole('button', { name: '去掉标签「关注时效」' }).click()
  await mine.panel.getByText('关注时效', { exact: true }).waitFor({ state: 'detached' })

  // Both write the same remark: the second is told, keeps his words, and decides.
  await theirs.beginsRemark('添加', '周六上午送货。')
  await mine.beginsRemark('添加', '周日上午送货。')
  await mine.savesByKey()
  await theirs.sees('周日上午送货。')
  await theirs.remark.focus()
  await theirs.savesByKey()
  await theirs.panel.getByText('安晴刚刚改了同一处，你写的还在这里。').waitFor()
  expect(await theirs.remark.inputValue()).toBe('周六上午送货。')
  await mine.sees('周日上午送货。')
  await theirs.panel.getByRole('button', { name: '用我的' }).click()
  await mine.sees('周六上午送货。')

  await agent.page.reload()
  for (const text of ['138 0013 8000', 'VIP 金卡', '周六上午送货。']) await mine.sees(text)
  // Nothing of it is the visitor's to see.
  const seen = await visitor.panel.locator('body').innerText()
  for (const secret of ['林知夏', 'VIP', '周六']) expect(seen).not.toContain(secret)
})
