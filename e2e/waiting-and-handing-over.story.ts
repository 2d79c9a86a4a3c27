import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { managing, saves } from './stage/managing'
import { story } from './stage/story'

story(
  'RTE-02, RTE-03, RTE-06, RTE-08: a visitor waits, is given to who comes to work, and goes on with a colleague and in another group',
  async (stage) => {
    await stage.hires('yunshan:chenmo')
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.panel.getByRole('heading', { name: '正在为您接通客服' }).waitFor()
    await visitor.says('桌腿断了，想退货。')
    const nobody = visitor.panel.getByText('客服暂时都不在。您可以继续等，也可以留言，回来后会尽快回复。')
    await nobody.waitFor()

    // 忙碌 is given nobody; 在线 is, without a click.
    const baihe = await stage.agent('yunshan:baihe')
    await baihe.startWork('忙碌')
    await baihe.page.getByRole('button', { name: '接收对话 排队 1' }).waitFor()
    await nobody.waitFor({ state: 'detached' })
    await visitor.panel.getByText('您是下一位').waitFor()
    const anqing = await stage.agent('yunshan:anqing')
    await anqing.startWork()
    await anqing.accepts()
    await anqing.thread.getByText('分配给安晴').waitFor()
    await anqing.says('您好，这边帮您转给同事。')
    await visitor.hears('您好，这边帮您转给同事。')
    expect(await baihe.others.count()).toBe(0)

    // To a colleague: status and load stand beside the name; 离开 cannot be chosen.
    await anqing.page.keyboard.press('Alt+t')
    const dialog = anqing.page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /白禾.*忙碌.*接待 0\/5/ }).waitFor()
    expect(await dialog.getByRole('radio', { name: /陈默/ }).isDisabled()).toBe(true)
    await anqing.page.keyboard.press('Escape')
    await anqing.transfers('转给同事', /白禾/, '顾客要退货')
    await anqing.page.getByText('白禾正在接待，你可以写内部备注。').waitFor()
    await baihe.desk.getByText('转入', { exact: true }).waitFor()
    await baihe.turnsToOther()
    await baihe.thread.getByText('安晴把对话转给白禾：顾客要退货').waitFor()
    await baihe.hears('桌腿断了，想退货。')
    await baihe.says('您好，我是白禾，我来处理。')
    await visitor.hears('您好，我是白禾，我来处理。')
    expect(await visitor.panel.getByText('顾客要退货').count()).toBe(0)

    // To the line of a group: whoever is 在线 there gets him, not who handed him on.
    const chenmo = await stage.agent('yunshan:chenmo')
    await chenmo.startWork()
    await baihe.transfers('转到分组', /投诉/, '')
    await chenmo.accepts()
    await chenmo.hears('您好，我是白禾，我来处理。')
    await chenmo.says('您好，我是陈默。')
    await visitor.hears('您好，我是陈默。')
  },
)

story('an administrator assigns who waits and takes a dialogue over; who loses it is told', async (stage) => {
  await stage.hires('yunshan:baihe')
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('订单少了一箱')
  const anqing = await stage.agent('yunshan:anqing')
  await anqing.startWork('忙碌')
  const boss = await stage.agent('yunshan:admin')

  // 离开 one looks on, and may give to others.
  await boss.page.getByRole('button', { name: /^分配访客/ }).click()
  const question = boss.page.getByRole('dialog', { name: /分配给谁/ })
  expect(await question.getByRole('radio', { name: /白禾/ }).isDisabled()).toBe(true)
  await question.getByRole('radio', { name: /安晴.*忙碌/ }).check()
  await question.getByLabel('原因（只有同事能看到）').fill('请优先处理')
  await question.getByRole('button', { name: '分配', exact: true }).click()
  await question.waitFor({ state: 'hidden' })
  await anqing.turnsToOther()
  await anqing.thread.getByText('林知夏把对话分配给安晴：请优先处理').waitFor()
  await anqing.says('您好，我查一下。')
  await visitor.hears('您好，我查一下。')

  // What a colleague holds, from his own list.
  await boss.page.getByRole('button', { name: /^看谁的对话/ }).click()
  await boss.page.getByRole('menuitem', { name: /安晴/ }).click()
  await boss.page.getByRole('list', { name: '安晴' }).getByRole('link').click()
  await boss.hears('您好，我查一下。')
  const takeOver = boss.page.locator('.conversation-header').getByRole('button', { name: '接管' })
  await takeOver.click()
  await boss.page.getByText('你现在是离开，切到「在线」或「忙碌」才能接管。').waitFor()
  await boss.page.keyboard.press('Alt+2')
  await boss.page.getByRole('button', { name: '我的状态: 忙碌' }).waitFor()
  await takeOver.click()
  await anqing.page.getByText(/^林知夏接管了访客\d{6}，不再由你接待。$/).waitFor()
  await anqing.page.getByText('林知夏正在接待，你可以写内部备注。').waitFor()
  await boss.says('您好，我是主管，马上补发。')
  await visitor.hears('您好，我是主管，马上补发。')
  expect(await visitor.panel.getByText('请优先处理').count()).toBe(0)
})

story('CON-04: the list is searched, sorted and cleared', async (stage) => {
  const [lamp, sofa] = [await stage.visitor(), await stage.visitor()]
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork('忙碌')
  for (const [visitor, words] of [
    [lamp, '落地灯能开发票吗'],
    [sofa, '沙发能进八十二公分的门吗'],
  ] as const) {
    await visitor.openPanel()
    await visitor.says(words)
    await agent.accepts()
    await agent.hears(words)
  }
  const { page, desk } = agent
  const rows = desk.locator('.dialogue-row[data-ended=false]')
  await expect.poll(() => rows.count()).toBe(2)

  // By words of the last line; Enter opens what was found, Esc ends the search where it began.
  await page.keyboard.press('Alt+s')
  const field = page.getByRole('textbox', { name: '搜索对话' })
  await field.fill('落地灯')
  await expect.poll(() => rows.count()).toBe(1)
  await field.press('Enter')
  await agent.hears('落地灯能开发票吗')
  await page.keyboard.press('Alt+s')
  await field.fill('没有这回事')
  await page.getByText('没有符合条件的对话。').waitFor()
  await page.getByRole('button', { name: '显示全部对话' }).click()
  await expect.poll(() => rows.count()).toBe(2)

  // By number instead of by urgency, also after a reload.
  await page.getByRole('button', { name: '排序' }).click()
  await page.getByRole('menuitem', { name: '按房间号' }).click()
  await page.reload()
  await rows.nth(1).waitFor()
  const numbers = () => rows.locator('.dialogue-row-top > .ellipsis').allTextContents()
  await expect.poll(async () => (await numbers()).length).toBe(2)
  expect(await numbers()).toEqual((await numbers()).toSorted())

  // What goes on is ended only after a question; then it is gone from the list, and the visitor is told.
  await rows.filter({ hasText: '落地灯' }).getByRole('link').click()
  await agent.hears('落地灯能开发票吗')
  await page.keyboard.press('Alt+c')
  const question = page.getByRole('dialog', { name: /^结束并清除访客/ })
  await question.getByText('顾客还有消息没有回复。').waitFor()
  await question.getByRole('button', { name: '结束并清除' }).click()
  await page.getByRole('button', { name: '不填写，直接清除' }).click()
  await lamp.hears('客服结束了对话')
  await expect.poll(() => rows.count()).toBe(1)
  expect(await desk.getByText('落地灯').count()).toBe(0)
  await page.getByText('已清除1个对话').waitFor()
  await page.getByRole('button', { name: '撤销' }).click()
  await desk
    .getByText(/^客服关闭 · 时长/)
    .first()
    .waitFor()
})

interface Heard {
  readonly notices: readonly string[]
  readonly tones: number
}

/** Counts what the browser was asked to show and to sound; it still does both. */
const listenToBrowser = `
  window.heardByTest = { notices: [], tones: 0 }
  const Shown = window.Notification
  window.Notification = class extends Shown {
    constructor(title, options) {
      super(title, options)
      window.heardByTest.notices.push(title)
    }
  }
  const start = AudioScheduledSourceNode.prototype.start
  AudioScheduledSourceNode.prototype.start = function (...given) {
    window.heardByTest.tones += 1
    return start.apply(this, given)
  }
`

const heardBy = (page: Page) => page.evaluate<Heard>('window.heardByTest')

story(
  'CON-25: sound and notices tell of what is new, after a click allowed them, and keep quiet when asked',
  async (stage) => {
    const agent = await stage.atSignIn('yunshan:anqing')
    const { page, context } = agent
    await context.grantPermissions(['notifications'], { origin: stage.product.origin })
    await context.addInitScript(listenToBrowser)
    await page.reload()
    await agent.signIn()
    await agent.startWork()
    await page.getByRole('button', { name: '提醒', exact: true }).click()
    await page.getByRole('menuitem', { name: '桌面通知' }).click()
    await page.keyboard.press('Escape')

    // Somebody else's window is in front.
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: false })
    const other = await context.newPage()
    await other.bringToFront()
    await expect.poll(() => page.evaluate<boolean>('document.hasFocus()')).toBe(false)

    const visitor = await stage.visitor()
    await visitor.openPanel()
    // He may be seen in the line for a moment; then the notice of that gives way to this one.
    const lastNotice = () => heardBy(page).then(({ notices }) => notices.at(-1))
    await expect.poll(lastNotice).toMatch(/^访客\d{6}分配给你了$/)
    expect((await heardBy(page)).tones).toBeGreaterThanOrEqual(2)
    await visitor.says('在吗？')
    await expect.poll(lastNotice).toMatch(/发来消息$/)
    await page.getByRole('button', { name: '提醒，1条未读' }).waitFor()

    // Quiet: what comes is in the list, and nowhere else.
    await page.getByRole('button', { name: '提醒，1条未读' }).click()
    await page.getByRole('menuitem', { name: '安静一小时' }).click()
    const before = await heardBy(page)
    await visitor.says('有人吗？')
    await agent.desk.getByText('有人吗？').waitFor()
    await page.getByRole('button', { name: '提醒，2条未读' }).waitFor()
    expect(await heardBy(page)).toEqual(before)
  },
  { browser: 'whole' },
)

story(
  'RTE-13, CON-25: an answer that does not come turns amber and red on the desk by the merchant’s own times, and rings with the supervisor',
  async (stage) => {
    const { page } = await managing(stage, '响应时限')
    const form = page.getByRole('form', { name: '响应时限' })
    await form.getByLabel('快要超时（琥珀色）').first().fill('5')
    await form.getByLabel('已超时（红色）').first().fill('8')
    await saves(page, '响应时限')
    const agent = await stage.agent('qinghe:xiaoman')
    await agent.startWork()
    const visitor = await stage.chatPage('qinghe')
    await visitor.says('在吗？')
    await agent.accepts()
    await agent.page.locator('.waiting-chip[data-urgency=amber]').waitFor()
    await agent.page.locator('.waiting-chip[data-urgency=red]').waitFor()
    await page.getByRole('button', { name: '提醒，1条未读' }).click()
    await page.getByText('1个对话回复超时').waitFor()
    await agent.says('在的，您请说。')
    await page.getByRole('button', { name: '提醒', exact: true }).waitFor()
  },
)
