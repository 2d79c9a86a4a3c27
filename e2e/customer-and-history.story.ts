import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

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

/** One consultation from the question to the end by the agent. */
async function consult(visitor: Visitor, agent: Agent, question: string, answer: string): Promise<void> {
  await visitor.says(question)
  await agent.accepts()
  await agent.hears(question)
  await agent.says(answer)
  await visitor.hears(answer)
  await agent.ends()
  await visitor.panel.getByRole('button', { name: '继续咨询' }).waitFor()
}

/** Says something in the dialogue before the agent, faster than anybody types. */
async function tell(agent: Agent, text: string): Promise<void> {
  const { origin, pathname } = new URL(agent.page.url())
  const answer = await agent.context.request.post(
    `${origin}/api/conversations/${pathname.split('/').at(-1)}/messages`,
    {
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
      data: { body: { kind: 'text', text } },
    },
  )
  expect(answer.status()).toBe(200)
}

/**
 * Scrolls up by steps until nothing more comes. The result says, for each step, by how many pixels something on screen
 * stood elsewhere afterwards than the step alone explains.
 */
const scrollUp = `(async () => {
  const box = document.querySelector('.scroll')
  const jumps = []
  for (let quiet = 0; quiet < 5; ) {
    const anchor = [...box.querySelectorAll('.msg')].find((one) => one.getBoundingClientRect().bottom > 100)
    const step = Math.min(150, box.scrollTop)
    const before = anchor.getBoundingClientRect().top
    box.scrollTop -= step
    await new Promise((resolve) => setTimeout(resolve, 120))
    jumps.push(Math.abs(anchor.getBoundingClientRect().top - before - step))
    quiet = step === 0 ? quiet + 1 : 0
  }
  return jumps
})()`

story('who asks again has what was said before above it; on another day too', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await consult(visitor, agent, '沙发有几种颜色？', '三种：灰、米、墨绿。')

  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.input.waitFor()
  const until = visitor.thread.getByText('以上是之前的咨询', { exact: true })
  await until.waitFor()
  await consult(visitor, agent, '墨绿的有现货吗？', '有，今天发。')
  // In the order in which it was said.
  const order = async () => {
    const words = ['沙发有几种颜色？', '三种：灰、米、墨绿。', '以上是之前的咨询', '墨绿的有现货吗？', '有，今天发。']
    const boxes = await Promise.all(words.map((text) => visitor.said(text).boundingBox()))
    const tops = boxes.map((box) => box?.y ?? Number.NaN)
    return tops.every((top, index) => index === 0 || top > (tops[index - 1] ?? 0))
  }
  expect(await order()).toBe(true)

  // Another day: the page is loaded anew, and only the log knows.
  await visitor.page.reload()
  await visitor.launcher.click()
  await visitor.hears('有，今天发。')
  await visitor.hears('沙发有几种颜色？')
  expect(await order()).toBe(true)
  expect(await visitor.said('沙发有几种颜色？').count()).toBe(1)
  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.input.waitFor()
  await until.waitFor()
  for (const text of ['沙发有几种颜色？', '墨绿的有现货吗？']) {
    await visitor.hears(text)
    expect([text, await visitor.said(text).count()]).toEqual([text, 1])
  }
})

story('a long history comes page by page as one scrolls up, and nothing jumps', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  for (const round of [1, 2]) {
    if (round > 1) await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
    await visitor.says(`第${round}次来问`)
    await agent.accepts()
    for (let line = 1; line <= 40; line += 1) await tell(agent, `第${round}次的第${line}句，写长一点才要滚动`)
    await visitor.hears(`第${round}次的第40句，写长一点才要滚动`)
    await agent.ends()
    await visitor.panel.getByRole('button', { name: '继续咨询' }).waitFor()
  }
  await visitor.page.reload()
  await visitor.launcher.click()
  await visitor.hears('第2次的第40句，写长一点才要滚动')

  // Up to the very beginning, as with a wheel; wherever something comes in above, what one reads stays where it is.
  const frame = await visitor.frame()
  const jumps = await frame.evaluate<number[]>(scrollUp)
  expect(jumps.length).toBeGreaterThan(10)
  expect(Math.max(...jumps)).toBeLessThanOrEqual(1)
  await visitor.hears('第1次来问')
  const said = await frame.evaluate<string[]>(
    `[...document.querySelectorAll('.scroll .msg .bubble')].map((bubble) => bubble.textContent)`,
  )
  const spoken = said.filter((text) => text.startsWith('第'))
  expect(new Set(spoken).size).toBe(spoken.length)
  expect(spoken).toHaveLength(82)
  expect(spoken.at(0)).toBe('第1次来问')
  expect(spoken.at(-1)).toBe('第2次的第40句，写长一点才要滚动')
})

story('what was recalled, noted, or said by another customer is no part of it', async (stage) => {
  const [visitor, other] = [await stage.visitor(), await stage.visitor()]
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork('忙碌')
  await other.openPanel()
  await other.says('别人的问题')
  await agent.accepts()
  await agent.hears('别人的问题')
  await agent.ends()

  await visitor.openPanel()
  await visitor.says('我的问题')
  await agent.accepts()
  await agent.hears('我的问题')
  await agent.page.getByText('内部备注', { exact: true }).click()
  await agent.page.getByRole('textbox', { name: '内部备注' }).fill('不能让顾客看到')
  await agent.page.getByRole('button', { name: '保存备注' }).click()
  await agent.said('不能让顾客看到').waitFor()
  await agent.page.getByText('回复', { exact: true }).click()
  await agent.says('说错了的话')
  await visitor.hears('说错了的话')
  await agent.input.press('Alt+z')
  await visitor.hears('消息已撤回')
  await agent.says('说对了的话')
  await agent.ends()

  await visitor.page.reload()
  await visitor.launcher.click()
  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.input.waitFor()
  await visitor.thread.getByText('以上是之前的咨询', { exact: true }).waitFor()
  for (const text of ['我的问题', '说对了的话', '消息已撤回']) await visitor.hears(text)
  for (const text of ['别人的问题', '不能让顾客看到', '说错了的话']) {
    expect([text, await visitor.panel.getByText(text).count()]).toEqual([text, 0])
  }
})
