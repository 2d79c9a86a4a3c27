import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import { changeChannels } from './stage/change-channels'
import { openMailbox } from './stage/mailbox'
import { managing, saves, turnTo } from './stage/managing'
import { openStrictShop } from './stage/strict-shop'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

async function fillsIn({ panel }: Visitor, name: string, reach: string, text: string): Promise<void> {
  await panel.getByLabel('怎么称呼您').fill(name)
  await panel.getByLabel('手机号或邮箱').fill(reach)
  await panel.getByLabel('留言内容').fill(text)
  await panel.getByRole('button', { name: '提交留言' }).click()
  await panel.getByText('留言已收到').waitFor()
}

/** The guide opens the shop for a try, and a form that is on screen notices it when it is looked at again. */
async function triesOutsideHours(page: Page, visitor: Visitor): Promise<void> {
  const chatNow = visitor.panel.getByRole('button', { name: '客服已上班，现在就可以咨询' })
  const looksAgain = async (): Promise<void> => {
    await visitor.page.locator('body').click({ position: { x: 5, y: 5 } })
    await visitor.panel.getByLabel('怎么称呼您').click()
  }
  await turnTo(page, '开店指引')
  await page.getByText('现在不在服务时间内，打开咨询页面会看到留言表单。').waitFor()
  await page.getByRole('button', { name: '暂时全天服务，现在就试' }).click()
  const back = page.getByRole('button', { name: '改回按时间段' })
  await back.waitFor()
  await looksAgain()
  await chatNow.waitFor()
  await back.click()
  await page.getByRole('button', { name: '暂时全天服务，现在就试' }).waitFor()
  await looksAgain()
  await chatNow.waitFor({ state: 'detached' })
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
      await triesOutsideHours(page, visitor)
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
    await shop.stop()
  }
})

story(
  'MGT-15, VIS-02: mail is set up and tried, an offline message is answered, and the answer reaches its visitor by mail and in the widget',
  async (stage) => {
    const mailbox = await openMailbox()
    const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
    const { page } = await managing(stage, '邮件发送')
    try {
      await page.getByText('还没有发过邮件。').waitFor()
      await page.getByLabel('服务器', { exact: true }).fill('127.0.0.1')
      await page.getByRole('combobox', { name: /^加密/ }).selectOption('none')
      await page.getByRole('textbox', { name: '端口' }).fill('1')
      await page.getByLabel('发件地址').fill('service@qinghe.example')
      await page.getByLabel('发到', { exact: true }).fill('boss@qinghe.example')
      await page.getByRole('button', { name: '发送测试邮件' }).click()
      await page.getByText('没有发出去：连不上服务器，请检查端口和防火墙。').waitFor()
      await page.getByRole('textbox', { name: '端口' }).fill(String(mailbox.port))
      await page.getByRole('button', { name: '发送测试邮件' }).click()
      await page.getByText('服务器已接受，请到 boss@qinghe.example 查收。').waitFor()
      expect((await mailbox.to('boss@qinghe.example')).from?.address).toBe('service@qinghe.example')
      await saves(page, '邮件发送')
      expect(await findings(page.mainFrame())).toEqual([])

      await turnTo(page, '服务时间')
      await page.getByText('按时间段', { exact: true }).click()
      for (let day = 0; day < 7; day++)
        await page
          .getByRole('button', { name: /^删除星期/ })
          .first()
          .click()
      await saves(page)
      const visitor = await stage.visitor(shop.url)
      await visitor.launcher.click()
      await visitor.panel.getByLabel('怎么称呼您').fill('罗先生')
      await visitor.panel.getByLabel('手机号或邮箱').fill('luo@example.com')
      await visitor.panel.getByLabel('留言内容').fill('明前龙井什么时候到货？')
      await visitor.panel.getByRole('button', { name: '提交留言' }).click()
      await visitor.panel.getByText('留言已收到').waitFor()

      await turnTo(page, '留言')
      await page.getByRole('searchbox').fill('龙井')
      await page.waitForURL(/[?&]q=/)
      await page.getByRole('button', { name: '查看罗先生的留言' }).click()
      expect(new URL(page.url()).searchParams.get('q')).toBe('龙井')
      const detail = page.getByRole('complementary', { name: '留言详情' })
      await detail.getByRole('textbox', { name: '回复' }).fill('四月初到货，到时通知您。')
      await detail.getByRole('button', { name: '发送回复' }).click()
      await detail.getByText('邮件：已发出').waitFor()
      await detail.getByText('顾客还没有看到').waitFor()
      expect(await findings(page.mainFrame())).toEqual([])
      const mail = await mailbox.to('luo@example.com')
      expect(mail.subject).toContain('回复了您的留言')
      for (const part of ['罗先生，您好', '四月初到货，到时通知您。', '明前龙井什么时候到货？']) {
        expect(mail.text).toContain(part)
        expect(mail.html).toContain(part)
      }

      // He comes back: the button says so before he opens anything, and what he has read is read.
      await visitor.page.reload()
      await visitor.page.getByRole('button', { name: '联系客服，1条未读消息' }).waitFor()
      await visitor.launcher.click()
      await visitor.panel.getByText('四月初到货，到时通知您。').waitFor()
      await detail.getByText(/^顾客已看到/).waitFor()
      await visitor.page.reload()
      await visitor.page.getByRole('button', { name: '联系客服', exact: true }).waitFor()
    } finally {
      await shop.stop()
      await mailbox.stop()
    }
  },
)
