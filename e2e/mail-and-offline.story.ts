import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import { openMailbox } from './stage/mailbox'
import { openStrictShop } from './stage/strict-shop'
import { story } from './stage/story'

async function turnTo(page: Page, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: '管理中心' }).getByRole('link', { name: entry, exact: true }).click()
  await page.getByRole('heading', { name: entry, exact: true }).waitFor()
}

async function saves(page: Page, form?: string): Promise<void> {
  const within = form === undefined ? page : page.getByRole('form', { name: form })
  await within.getByRole('button', { name: /保存$/ }).click()
  await page.getByText('已保存，马上生效。').first().waitFor()
}

story(
  'MGT-15, VIS-02: mail is set up and tried, an offline message is answered, and the answer reaches its visitor by mail and in the widget',
  async (stage) => {
    const mailbox = await openMailbox()
    const shop = await openStrictShop(stage.product.origin, (await stage.merchant('qinghe')).channelKey)
    const { page } = await stage.agent('qinghe:admin')
    try {
      await page.getByRole('link', { name: '管理中心' }).click()
      await turnTo(page, '邮件发送')
      await page.getByText('还没有发过邮件。').waitFor()
      await page.getByLabel('服务器', { exact: true }).fill('127.0.0.1')
      await page.getByRole('combobox', { name: /^加密/ }).selectOption('none')
      await page.getByRole('textbox', { name: '端口' }).fill('1')
      await page.getByLabel('发件地址').fill('service@qinghe.example')
      await page.getByLabel('发到').fill('boss@qinghe.example')
      await page.getByRole('button', { name: '发送测试邮件' }).click()
      await page.getByText('没有发出去：连不上服务器，请检查端口和防火墙。').waitFor()
      await page.getByRole('textbox', { name: '端口' }).fill(String(mailbox.port))
      await page.getByRole('button', { name: '发送测试邮件' }).click()
      await page.getByText('服务器已接受，请到 boss@qinghe.example 查收。').waitFor()
      expect((await mailbox.to('boss@qinghe.example')).from?.address).toBe('service@qinghe.example')
      await saves(page)
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

story(
  'RTE-13, CON-25: an answer that does not come turns amber and red on the desk by the merchant’s own times, and rings with the supervisor',
  async (stage) => {
    const boss = await stage.agent('qinghe:admin')
    const { page } = boss
    await page.getByRole('link', { name: '管理中心' }).click()
    await turnTo(page, '响应时限')
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
