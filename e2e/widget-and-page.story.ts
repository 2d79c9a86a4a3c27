import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import { hasFocus, tabTo } from './stage/keys'
import type { Stage } from './stage/stage'
import { story } from './stage/story'
import type { Talk } from './stage/talk'
import type { Visitor } from './stage/visitor'

story(
  'axe finds nothing serious in any state of the widget; a screen reader is told where it is, what things are called, and what is new',
  async (stage) => {
    const visitor = await stage.visitor()
    const { panel } = visitor
    const inPanel = async (state: string) => expect([state, await findings(await visitor.frame())]).toEqual([state, []])
    const inShop = async (state: string) =>
      expect([state, await findings(visitor.page.mainFrame())]).toEqual([state, []])
    await visitor.launcher.waitFor()
    await inShop('closed')
    expect(await visitor.launcher.getAttribute('aria-expanded')).toBe('false')

    await visitor.openPanel()
    await visitor.page.getByRole('dialog', { name: '联系客服' }).waitFor()
    expect(await visitor.page.locator('keqiao-widget iframe').getAttribute('title')).toBe('联系客服')
    await panel.getByRole('heading', { name: '正在为您接通客服' }).waitFor()
    await visitor.says('您好')
    await inPanel('waiting')
    await inShop('open')
    await panel.getByRole('button', { name: '表情' }).click()
    await panel.getByRole('button', { name: '😊' }).or(panel.locator('.emoji button').first()).first().waitFor()
    await inPanel('emoji')
    await panel.getByRole('button', { name: '表情' }).click()

    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    const live = panel.getByRole('log')
    await agent.says('在的。')
    await expect.poll(() => live.textContent()).toBe('安晴说：在的。')
    await panel.getByRole('heading', { level: 1, name: '安晴 · 售前' }).waitFor()
    await agent.says('您好，请讲。看这里 https://example.com/ 。')
    await visitor.thread.getByRole('link').waitFor()
    await inPanel('talking')
    await panel.getByLabel('更多').click()
    await inPanel('menu')
    await panel.locator('details').getByRole('button', { name: '结束对话' }).click()
    await panel.getByRole('dialog').waitFor()
    await inPanel('asked')
    await panel.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
    await panel.getByRole('button', { name: '继续咨询' }).waitFor()
    await inPanel('ended')
    await panel.getByRole('button', { name: '继续咨询' }).click()
    await visitor.hears('以上是之前的咨询')
    await inPanel('earlier')

    // Asked again, he is served again; and told when the agent ends it.
    await visitor.says('还有一件事')
    await agent.turnsToOther()
    await agent.hears('还有一件事')
    await agent.ends()
    await expect.poll(() => live.textContent()).toBe('客服结束了对话')
  },
)

story(
  'a visitor opens, asks, picks an emoji, ends and asks again without a mouse',
  async (stage) => {
    const visitor = await stage.visitor()
    const { page, panel } = visitor
    const keys = page.keyboard
    await visitor.launcher.waitFor()
    await tabTo(page, visitor.launcher)
    await keys.press('Enter')
    await hasFocus(visitor.input)
    await keys.type('这盏灯')
    await tabTo(page, panel.getByRole('button', { name: '表情' }), 'Shift+Tab')
    await keys.press('Enter')
    await panel.locator('.emoji button').first().waitFor()
    await tabTo(page, panel.locator('.emoji button').first())
    await keys.press('Enter')
    // The caret is where one goes on writing.
    await hasFocus(visitor.input)
    await keys.type('多高')
    await keys.press('Enter')
    await visitor.thread.getByText(/^这盏灯.+多高$/).waitFor()

    // Escape closes what is on top: first the menu, then the panel.
    const menu = panel.getByLabel('更多')
    await tabTo(page, menu, 'Shift+Tab')
    await keys.press('Enter')
    const leave = panel.locator('details').getByRole('button', { name: '退出排队' })
    await leave.waitFor()
    await keys.press('Escape')
    await leave.waitFor({ state: 'hidden' })
    await hasFocus(menu)
    await keys.press('Escape')
    await hasFocus(visitor.launcher)
    await keys.press('Enter')
    await hasFocus(visitor.input)

    await tabTo(page, menu, 'Shift+Tab')
    await keys.press('Enter')
    await tabTo(page, leave)
    await keys.press('Enter')
    const yes = panel.getByRole('dialog').getByRole('button', { name: '退出排队' })
    await yes.waitFor()
    await tabTo(page, yes)
    await keys.press('Enter')
    await visitor.hears('您结束了对话')
    const again = panel.getByRole('button', { name: '继续咨询' })
    await tabTo(page, again)
    await keys.press('Enter')
    await hasFocus(visitor.input)
    // Who has the focus when a frame of another site gives it back, only a window knows.
  },
  { browser: 'whole' },
)

/** A window of 1280 × 800 and one of 1280 × 1024 as the browser lays them out when it enlarges everything. */
const enlarged = {
  '200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  '400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
}

story('at 200 % and 400 % everything can still be reached; who wants no motion sees none', async (stage) => {
  for (const options of Object.values(enlarged)) {
    const visitor = await stage.visitor(stage.demoShop, options)
    await visitor.openPanel()
    await visitor.says('字太小，我放大了看，这一行要能自己折行，不能撑出去。')
    await reachable(visitor, options.viewport)
    const page = await stage.chatPage('yunshan', options)
    await page.input.waitFor()
    await reachable(page, options.viewport)
  }
  await seesNoMotion(stage)
})

async function seesNoMotion(stage: Stage): Promise<void> {
  const visitor = await stage.visitor(stage.demoShop, { reducedMotion: 'reduce' })
  await visitor.openPanel()
  await visitor.panel.getByRole('heading', { name: '正在为您接通客服' }).waitFor()
  const frame = await visitor.frame()
  // What moves is in the part of the style that comes second.
  await frame.waitForFunction(`[...document.styleSheets].some(({ href }) => href.includes('/extra-'))`)
  const looks = await Promise.all([
    frame.evaluate(`getComputedStyle(document.querySelector('.pulse')).animationName`),
    visitor.page.evaluate(
      `getComputedStyle(document.querySelector('keqiao-widget').shadowRoot.querySelector('.panel')).transitionProperty`,
    ),
  ])
  expect(looks).toEqual(['none', 'none'])
}

/** Nothing runs out sideways, there is room to read, and what one needs is within the window. */
async function reachable(visitor: Visitor, { width, height }: { width: number; height: number }): Promise<void> {
  const frame = await visitor.frame()
  const size = await frame.evaluate<number[]>(
    `(({ scrollWidth, clientWidth }) => [scrollWidth - clientWidth, document.querySelector('.scroll').clientHeight])(document.documentElement)`,
  )
  expect(size[0]).toBe(0)
  expect(size[1]).toBeGreaterThan(80)
  for (const target of [visitor.input, visitor.panel.getByRole('button', { name: '发送', exact: true })]) {
    const box = await target.boundingBox()
    if (!box) throw new Error(`${target.toString()} is not to be seen`)
    expect([box.x >= 0, box.y >= 0, box.x + box.width <= width, box.y + box.height <= height]).toEqual([
      true,
      true,
      true,
      true,
    ])
  }
}

const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }

story(
  'on phones a visitor has the panel on the whole screen, and an agent has everything large enough for a finger',
  async (stage) => {
    const visitor = await stage.visitor(stage.demoShop, phone)
    await fillsTheScreen(visitor)
    const agent = await stage.agent('yunshan:anqing', phone)
    await answersByFinger({ visitor, agent })
    await endsByFinger({ visitor, agent })
  },
)

/** On a phone the panel takes the whole screen. */
async function fillsTheScreen(visitor: Visitor): Promise<void> {
  await visitor.launcher.tap()
  await visitor.input.waitFor()
  const box = () => visitor.page.locator('keqiao-widget iframe').boundingBox()
  await expect.poll(box).toEqual({ x: 0, y: 0, width: 375, height: 667 })
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
}

const isWhole = async (page: Page) => expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)

/** Nothing of a finger's business is beyond the edge or smaller than 28 pixels. */
async function inReach(page: Page, ...names: readonly (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    const box = await page.getByRole('button', { name }).first().boundingBox()
    if (!box) throw new Error(`${name} is not to be seen`)
    const fits = box.x >= 0 && box.x + box.width <= 375 && box.y >= 0 && box.y + box.height <= 667
    expect([String(name), fits, box.width >= 28, box.height >= 28]).toEqual([String(name), true, true, true])
  }
}

/** The panel leaves the screen again and counts what was not read yet. */
async function answersByFinger({ visitor, agent }: Talk): Promise<void> {
  const { page } = agent
  await isWhole(page)
  await inReach(page, '开始接待', /^提醒/, /我的设置$/, '搜索对话', '排序')
  await page.getByRole('button', { name: '开始接待' }).tap()
  await agent.others.first().tap()
  await agent.hears('手机上也能看清吗？这一行比较长，要看看会不会把输入框撑出屏幕去。')
  await isWhole(page)
  await inReach(page, '转移', '结束', '打开辅助窗口', /^接收对话/, /^我的状态/, '发送图片')
  await visitor.panel.getByRole('button', { name: '收起' }).tap()
  await visitor.launcher.waitFor()
  await agent.says('可以的。')
  // Folded away, it counts what was not read yet.
  await visitor.page.getByRole('button', { name: '联系客服，1条未读消息' }).tap()
  await visitor.hears('可以的。')
}

async function endsByFinger({ visitor, agent }: Talk): Promise<void> {
  const { page } = agent
  await agent.says('可以，慢慢说。')
  await visitor.hears('可以，慢慢说。')
  await page.getByRole('button', { name: '打开辅助窗口' }).tap()
  await page.getByText('正在访问').waitFor()
  await isWhole(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '结束', exact: true }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '结束对话' }).tap()
  await visitor.hears('客服结束了对话')
  await page.getByRole('dialog', { name: '对话小结单' }).getByRole('button', { name: '关闭' }).tap()
  await page.getByRole('link', { name: '回到对话列表' }).tap()
  await page.getByRole('button', { name: '全部清除' }).tap()
  await page.getByRole('button', { name: '不填写，直接清除' }).tap()
  await agent.desk.getByText('现在没有对话').waitFor()
  await isWhole(page)
}

story(
  'CHN-01: a link leads to the merchant: one asks, is answered, finds all of it again, and the title counts what is new',
  async (stage) => {
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
    await agent.hears('太好了')
    expect(await agent.said('太好了').count()).toBe(1)
    await tab.close()

    // In the background its title counts. As when somebody turns to another tab; a browser without a screen has none to turn to.
    const turn = (to: 'hidden' | 'visible') =>
      visitor.page.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${to}' });
      document.dispatchEvent(new Event('visibilitychange'))`)
    await turn('hidden')
    await agent.says('在的，请讲。')
    await expect.poll(() => visitor.page.title()).toBe('(1) 云杉家居旗舰店')
    await turn('visible')
    await expect.poll(() => visitor.page.title()).toBe('云杉家居旗舰店')
  },
)

story(
  'the chat page speaks the language of its address, else that of the browser; a link that leads nowhere says so; axe finds nothing serious on either',
  async (stage) => {
    const visitor = await stage.chatPage('yunshan', { locale: 'en-GB' })
    await visitor.page.getByRole('textbox', { name: 'Message' }).waitFor()
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('en')
    await visitor.page.goto(`${visitor.page.url()}?lang=zh-TW`)
    await visitor.page.getByRole('textbox', { name: '訊息' }).waitFor()
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('zh-TW')
    await leadsNowhere(stage)
    await looksAtChatPage(stage)
    // On the page too, who thinks better of leaving a message goes back to the line.
    const { panel } = await stage.chatPage('qinghe')
    await panel.getByRole('button', { name: '改为留言' }).click()
    await panel.getByRole('button', { name: '返回排队' }).click()
    await panel.getByRole('button', { name: '改为留言' }).waitFor()
  },
)

async function leadsNowhere(stage: Stage): Promise<void> {
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
}

async function looksAtChatPage(stage: Stage): Promise<void> {
  const visitor = await stage.chatPage('yunshan')
  await visitor.input.waitFor()
  await visitor.says('您好')
  expect(await findings(visitor.page.mainFrame())).toEqual([])
  const answer = await visitor.context.request.get(`${stage.product.origin}/chat/none`)
  const { page } = await stage.visitor()
  await page.setContent(await answer.text())
  expect(await findings(page.mainFrame())).toEqual([])
}
