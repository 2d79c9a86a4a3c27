import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { findings } from './stage/axe'
import type { Stage } from './stage/stage'
import { openStrictShop } from './stage/strict-shop'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

/** With the tea shop's administrator at a page of the management centre. */
async function managing(stage: Stage, entry: string): Promise<Agent> {
  const boss = await stage.agent('qinghe:admin')
  await boss.page.getByRole('link', { name: '管理中心' }).click()
  await turnTo(boss.page, entry)
  return boss
}

async function turnTo(page: Page, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: '管理中心' }).getByRole('link', { name: entry, exact: true }).click()
  await page.getByRole('heading', { name: entry, exact: true }).waitFor()
}

async function saves(page: Page): Promise<void> {
  // In a window that is not in front, the wheel of the last saving may still stand before the word.
  await page.getByRole('button', { name: /保存$/ }).click()
  await page.getByText('已保存，马上生效。').first().waitFor()
}

async function fillsIn({ panel }: Visitor, name: string, reach: string, text: string): Promise<void> {
  await panel.getByLabel('怎么称呼您').fill(name)
  await panel.getByLabel('手机号或邮箱').fill(reach)
  await panel.getByLabel('留言内容').fill(text)
  await panel.getByRole('button', { name: '提交留言' }).click()
  await panel.getByText('留言已收到').waitFor()
}

interface StoredChannel {
  readonly id: string
  readonly version: number
  readonly settings: { readonly consent: { readonly required: boolean; readonly text: unknown } }
}

/** What the channel's own page decides, by its door. */
async function changeChannels(page: Page, change: object): Promise<void> {
  const { request } = page
  const { origin } = new URL(page.url())
  const listed = (await (await request.get(`${origin}/api/channels`)).json()) as { channels: StoredChannel[] }
  for (const { id, version, settings } of listed.channels) {
    const { required, text } = settings.consent
    const data = { version, settings: { ...settings, consent: { required, text }, ...change } }
    const headers = { 'idempotency-key': crypto.randomUUID(), origin }
    expect((await request.put(`${origin}/api/channels/${id}`, { data, headers })).status()).toBe(200)
  }
}

const rowOf = (page: Page, name: RegExp): Locator => page.getByRole('table').getByRole('row', { name })

story(
  'VIS-02, MGT-14: outside business hours a visitor leaves a message, which the administrator reads; inside he waits or leaves',
  async (stage) => {
    const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
    const boss = await managing(stage, '服务时间')
    const { page } = boss
    try {
      // Never open: the same at whatever hour this is told.
      await page.getByText('按时间段', { exact: true }).click()
      for (let day = 0; day < 7; day++)
        await page
          .getByRole('button', { name: /^删除星期/ })
          .first()
          .click()
      await page.getByText('一周里没有服务时间，顾客只能留言。').waitFor()
      await saves(page)
      await page.getByText('现在不是服务时间，顾客看到的是留言表单').waitFor()

      const visitor = await stage.visitor(shop.url)
      await visitor.launcher.click()
      await visitor.panel.getByRole('heading', { name: '给我们留言' }).waitFor()
      await visitor.panel.getByRole('button', { name: '提交留言' }).click()
      await visitor.panel.getByText('请填写正确的手机号或邮箱。').waitFor()
      // What is half written stays with the visitor over a reload.
      await visitor.panel.getByLabel('怎么称呼您').fill('罗先生')
      await visitor.page.reload()
      await visitor.launcher.click()
      await visitor.panel.getByRole('heading', { name: '给我们留言' }).waitFor()
      expect(await visitor.panel.getByLabel('怎么称呼您').inputValue()).toBe('罗先生')
      await fillsIn(visitor, '罗先生', '138 0013 8000', '明前龙井什么时候到货？')

      await turnTo(page, '留言')
      await rowOf(page, /罗先生.*13800138000.*明前龙井什么时候到货？.*未回复/).waitFor()
      await page.getByRole('button', { name: '查看罗先生的留言' }).click()
      const detail = page.getByRole('complementary', { name: '留言详情' })
      await detail.getByText('非服务时间').waitFor()
      await detail.getByRole('link', { name: '13800138000' }).waitFor()
      await page.getByText('已回复', { exact: true }).click()
      await page.getByText('没有符合条件的留言。').waitFor()

      // Open again: whoever comes waits, may write instead, think better of it, and leave.
      await turnTo(page, '服务时间')
      await page.getByText('全天服务', { exact: true }).click()
      await saves(page)
      await visitor.page.reload()
      await visitor.openPanel()
      await visitor.panel.getByText('客服暂时都不在。您可以继续等，也可以留言，回来后会尽快回复。').waitFor()
      await visitor.panel.getByRole('button', { name: '改为留言' }).click()
      await visitor.panel.getByRole('button', { name: '返回排队' }).click()
      await visitor.panel.getByRole('button', { name: '退出排队' }).click()
      await visitor.panel.getByRole('dialog').getByRole('button', { name: '退出排队' }).click()
      await visitor.hears('您结束了对话')

      // Another time he gives up his place for a message.
      await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
      await visitor.panel.getByRole('button', { name: '改为留言' }).click()
      await fillsIn(visitor, '罗先生', 'luo@example.com', '等不及了，请发邮件给我。')
      await visitor.panel.getByRole('button', { name: '好的' }).click()
      await visitor.hears('您结束了对话')
      await turnTo(page, '留言')
      await rowOf(page, /等不及了，请发邮件给我。/).waitFor()
      await page.getByText('2条未回复').waitFor()
      await rowOf(page, /等不及了/).click()
      await detail.getByText('无人在线').waitFor()
      await detail.getByRole('link', { name: '查看' }).click()
      await boss.thread.getByText('顾客改为留言').waitFor()
    } finally {
      await shop.stop()
    }
  },
)

story(
  'on a holiday nobody is there, whatever the weekday says; on a special day there are other hours',
  async (stage) => {
    const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
    const { page } = await managing(stage, '服务时间')
    const line = (name: string) => page.getByRole('group', { name, exact: true })
    const dayFromToday = (days: number) =>
      page.evaluate<string>(
        `new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ${days} * 86_400_000)`,
      )
    try {
      await page.getByText('按时间段', { exact: true }).click()
      // Open all day, every day but the holiday.
      const monday = page.getByLabel('星期一 开始')
      // Whoever was here before may have closed the whole week.
      if ((await monday.count()) === 0) await page.getByRole('button', { name: '给星期一加时间段' }).click()
      await monday.fill('00:00')
      await page.getByLabel('星期一 结束').fill('00:00')
      await page.getByRole('button', { name: '把星期一的时间用到每一天' }).click()
      const [yesterday, today, tomorrow, later] = await Promise.all([-1, 0, 1, 9].map(dayFromToday))
      if (!yesterday || !today || !tomorrow || !later) throw new Error('the calendar has days')
      const add = page.getByRole('button', { name: '添加日期' })
      await add.click()
      await line(tomorrow).getByLabel('第一天').fill(yesterday)
      await line(yesterday).getByLabel('最后一天').fill(tomorrow)
      await add.click()
      await line(await dayFromToday(2))
        .getByLabel('第一天')
        .fill(later)
      await line(later)
        .getByRole('button', { name: `给${later}加时间段` })
        .click()
      await line(later).getByLabel(`${later} 结束`).fill('12:00')
      await saves(page)
      await page.getByText('现在不是服务时间，顾客看到的是留言表单').waitFor()
      const visitor = await stage.visitor(shop.url)
      await visitor.launcher.click()
      await visitor.panel.getByRole('heading', { name: '给我们留言' }).waitFor()

      // As it was stored: two days of the holiday are one line, the special day has its hours.
      await page.reload()
      await line(`${yesterday} – ${tomorrow}`).getByText('休息').waitFor()
      expect(await line(later).getByLabel(`${later} 结束`).inputValue()).toBe('12:00')
      expect(await findings(page.mainFrame())).toEqual([])
      await add.click()
      await line(await dayFromToday(10))
        .getByLabel('第一天')
        .fill(today)
      await page.getByRole('button', { name: '保存', exact: true }).click()
      await page.getByText(`${today}出现了两次。`).waitFor()
      await page.getByRole('button', { name: '放弃修改' }).click()
      await page.getByRole('button', { name: `删除${yesterday} – ${tomorrow}` }).click()
      await saves(page)
      await page.getByText('现在是服务时间').waitFor()
      await visitor.page.reload()
      await visitor.openPanel()
    } finally {
      await page.reload()
      await page.getByText('全天服务', { exact: true }).click()
      await saves(page).catch(() => undefined)
      await shop.stop()
    }
  },
)

story('where the shop asks for consent, a message is left with it, and the administrator sees which', async (stage) => {
  const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
  const { page } = await managing(stage, '留言')
  const words = '我们只为回复您的留言而使用您的称呼和联系方式。'
  const none = { required: false, text: { 'zh-CN': words, 'zh-TW': '', en: '' } }
  try {
    await changeChannels(page, { consent: { ...none, required: true } })
    const visitor = await stage.visitor(shop.url)
    const { panel } = visitor
    await visitor.launcher.click()
    await panel.getByRole('button', { name: '改为留言' }).click()
    const form = panel.locator('form')
    await form.getByRole('heading', { name: '提交前请阅读' }).waitFor()
    await form.getByText(words).waitFor()
    await panel.getByLabel('怎么称呼您').fill('苏女士')
    await panel.getByLabel('手机号或邮箱').fill('su@example.com')
    await panel.getByLabel('留言内容').fill('能开发票吗？')
    await form.getByRole('button', { name: '提交留言' }).click()
    await form.getByText('请先阅读并勾选同意。').waitFor()
    const agreed = form.getByRole('checkbox', { name: '我已阅读并同意' })
    await expect.poll(() => agreed.evaluate((box) => box.matches(':focus'))).toBe(true)
    await agreed.press('Space')
    expect(await findings(await visitor.frame())).toEqual([])

    // The shop changes its words meanwhile: nothing was left with the old ones.
    const newer = `${words}一年后删除。`
    await changeChannels(page, { consent: { required: true, text: { ...none.text, 'zh-CN': newer } } })
    await form.getByRole('button', { name: '提交留言' }).click()
    await form.getByText('这段说明刚刚更新，请重新阅读后提交。').waitFor()
    await form.getByText(newer).waitFor()
    await agreed.check()
    await form.getByRole('button', { name: '提交留言' }).click()
    await panel.getByText('留言已收到').waitFor()
    // Once is enough.
    await panel.getByRole('button', { name: '再留一条' }).click()
    await panel.getByLabel('留言内容').waitFor()
    expect(await form.getByRole('checkbox').count()).toBe(0)

    await page.reload()
    await rowOf(page, /苏女士.*能开发票吗？/).click()
    const detail = page.getByRole('complementary', { name: '留言详情' })
    await detail.getByText(/^第 ?\d+ ?版，.*同意$/).waitFor()
  } finally {
    await changeChannels(page, { consent: none })
    await shop.stop()
  }
})

story('settings of the merchant hold at once, for who is connected too', async (stage) => {
  const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
  const { page } = await managing(stage, '接待设置')
  try {
    const automatic = page.getByRole('switch', { name: '自动分配对话' })
    await automatic.uncheck()
    await page.getByLabel('多久以内算熟客').fill('0')
    await page.getByText('请填1到365的整数。').waitFor()
    await page.getByLabel('多久以内算熟客').fill('30')
    await saves(page)

    const xiaoman = await stage.agent('qinghe:xiaoman')
    await xiaoman.startWork()
    const visitor = await stage.visitor(shop.url)
    await visitor.openPanel()
    const notice = visitor.panel.getByText('为更快答复您，客服可能看到正在输入的内容')
    await notice.waitFor()
    await xiaoman.acceptButton.and(xiaoman.page.getByRole('button', { name: /排队 1$/ })).waitFor()
    expect(await xiaoman.others.count()).toBe(0)
    await automatic.check()
    await saves(page)
    await visitor.panel.getByText('正在为您服务').waitFor()
    await xiaoman.turnsToOther()

    // 消息预知 off: the notice goes without a reload, and what is typed is not shown any more; on again, both come back.
    await changeChannels(page, { draftPreview: false })
    await notice.waitFor({ state: 'detached' })
    await visitor.writes('这个价格')
    await xiaoman.page.getByText('正在输入').first().waitFor()
    expect(await xiaoman.page.getByText('这个价格').count()).toBe(0)
    await changeChannels(page, { draftPreview: true })
    await notice.waitFor()
    await visitor.writes('这个价格能不能')
    await xiaoman.page.getByTitle('这个价格能不能', { exact: true }).waitFor()

    // A second administrator's change does not go under.
    await page.reload()
    await page.getByLabel('多久以内算熟客').waitFor()
    expect(await page.getByLabel('多久以内算熟客').inputValue()).toBe('30')
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByLabel('多久以内算熟客').fill('7')
    await page.getByLabel('多久以内算熟客').fill('14')
    await saves(page)
    await other.getByRole('button', { name: /保存$/ }).click()
    await other.getByText('别人刚改过这里。你的修改还没有保存。').waitFor()
    await other.getByRole('button', { name: '看新的内容' }).click()
    expect(await other.getByLabel('多久以内算熟客').inputValue()).toBe('14')
  } finally {
    await shop.stop()
  }
})

story('RTE-11: the administrator makes a group, says who serves it, and removes it when it is empty', async (stage) => {
  const { page } = await managing(stage, '分组')
  await page.getByRole('button', { name: '新建分组' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('茶饮咨询')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.getByText('已有同名的分组。').waitFor()
  await dialog.getByLabel('名称').fill('茶具')
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(page, /茶具.*还没有客服/).waitFor()
  await page.getByRole('button', { name: '客服：茶具' }).click()
  await dialog.getByLabel('小满').check()
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(page, /茶具.*小满/).waitFor()
  await page.getByRole('button', { name: '改名：茶具' }).click()
  await dialog.getByLabel('名称').fill('茶具配件')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByLabel('清和茶舍商城的默认分组').selectOption('茶具配件')
  await rowOf(page, /茶具配件.*清和茶舍商城/).waitFor()
  await page.getByRole('button', { name: '删除：茶具配件' }).click()
  await dialog.getByRole('button', { name: '删除' }).click()
  await dialog.getByText('还不能删除：1位客服、1个默认渠道。').waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
  await page.getByLabel('清和茶舍商城的默认分组').selectOption('茶饮咨询')
  await rowOf(page, /茶饮咨询.*清和茶舍商城/).waitFor()
  await page.getByRole('button', { name: '客服：茶具配件' }).click()
  await dialog.getByLabel('小满').uncheck()
  await dialog.getByRole('button', { name: '保存' }).click()
  await rowOf(page, /茶具配件.*还没有客服/).waitFor()
  await page.getByRole('button', { name: '删除：茶具配件' }).click()
  await dialog.getByRole('button', { name: '删除' }).click()
  await page.getByText('「茶具配件」已删除。').waitFor()
  await rowOf(page, /茶具配件/).waitFor({ state: 'detached' })
})
