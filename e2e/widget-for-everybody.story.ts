import { expect } from 'vitest'
import { findings } from './stage/axe'
import { hasFocus, tabTo } from './stage/keys'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

story('axe finds nothing serious in any state of the widget', async (stage) => {
  const visitor = await stage.visitor()
  const { panel } = visitor
  const inPanel = async (state: string) => expect([state, await findings(await visitor.frame())]).toEqual([state, []])
  const inShop = async (state: string) => expect([state, await findings(visitor.page.mainFrame())]).toEqual([state, []])
  await visitor.launcher.waitFor()
  await inShop('closed')

  await visitor.openPanel()
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
})

story('axe finds nothing serious on the chat page, nor where there is none', async (stage) => {
  const visitor = await stage.chatPage('yunshan')
  await visitor.input.waitFor()
  await visitor.says('您好')
  expect(await findings(visitor.page.mainFrame())).toEqual([])
  const answer = await visitor.context.request.get(`${stage.product.origin}/chat/none`)
  const { page } = await stage.visitor()
  await page.setContent(await answer.text())
  expect(await findings(page.mainFrame())).toEqual([])
})

story('a visitor opens, asks, picks an emoji, ends and asks again without a mouse', async (stage) => {
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
})

story('a screen reader is told where it is, what things are called, and what is new', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.launcher.waitFor()
  expect(await visitor.launcher.getAttribute('aria-expanded')).toBe('false')
  await visitor.openPanel()
  await visitor.page.getByRole('dialog', { name: '联系客服' }).waitFor()
  expect(await visitor.page.locator('keqiao-widget iframe').getAttribute('title')).toBe('联系客服')
  await visitor.says('有人吗？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  const live = visitor.panel.getByRole('log')
  await agent.says('在的。')
  await expect.poll(() => live.textContent(), { timeout: 30_000 }).toBe('安晴说：在的。')
  await visitor.panel.getByRole('heading', { level: 1, name: '安晴 · 售前' }).waitFor()
  await agent.ends()
  await expect.poll(() => live.textContent(), { timeout: 30_000 }).toBe('客服结束了对话')
})

story('who wants no motion sees none', async (stage) => {
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
})

/** A window of 1280 × 800 and one of 1280 × 1024 as the browser lays them out when it enlarges everything. */
const enlarged = {
  '200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  '400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
}

for (const [zoom, options] of Object.entries(enlarged)) {
  story(`at ${zoom} everything can still be reached`, async (stage) => {
    const visitor = await stage.visitor(stage.demoShop, options)
    await visitor.openPanel()
    await visitor.says('字太小，我放大了看，这一行要能自己折行，不能撑出去。')
    await reachable(visitor, options.viewport)
    const page = await stage.chatPage('yunshan', options)
    await page.input.waitFor()
    await reachable(page, options.viewport)
  })
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
