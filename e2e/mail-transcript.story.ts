import { expect } from 'vitest'
import { findings } from './stage/axe'
import { openMailbox } from './stage/mailbox'
import { story } from './stage/story'

story(
  'VIS-02: the visitor has his conversation sent to himself while it goes on, staff send it again, and both see what became of it',
  async (stage) => {
    const mailbox = await openMailbox()
    try {
      const boss = await stage.agent('qinghe:admin')
      const { page } = boss
      await page.getByRole('link', { name: '管理中心' }).click()
      await page.getByRole('navigation', { name: '管理中心' }).getByRole('link', { name: '邮件发送' }).click()
      await page.getByLabel('服务器', { exact: true }).fill('127.0.0.1')
      await page.getByRole('combobox', { name: /^加密/ }).selectOption('none')
      await page.getByRole('textbox', { name: '端口' }).fill(String(mailbox.port))
      await page.getByLabel('发件地址').fill('service@qinghe.example')
      await page.getByRole('button', { name: /保存$/ }).first().click()
      await page.getByText('已保存，马上生效。').first().waitFor()
      const form = page.getByRole('form', { name: '发给顾客的对话邮件' })
      await form.getByRole('textbox', { name: '离开多久后发' }).fill('8')
      await form.getByRole('button', { name: /保存$/ }).click()
      await page.reload()
      await expect.poll(() => form.getByRole('textbox', { name: '离开多久后发' }).inputValue()).toBe('8')
      expect(await findings(page.mainFrame())).toEqual([])

      const agent = await stage.agent('qinghe:xiaoman')
      await agent.startWork()
      const visitor = await stage.chatPage('qinghe')
      await visitor.says('龙井今年什么时候到？')
      await agent.accepts()
      await agent.says('四月初，<到货>就告诉您。')
      await visitor.hears('四月初，<到货>就告诉您。')

      await visitor.panel.getByLabel('更多').click()
      await visitor.panel.getByRole('button', { name: '把对话记录发到邮箱' }).click()
      await visitor.panel.getByLabel('邮箱', { exact: true }).fill('lin@example.com')
      await visitor.panel.getByLabel(/^这是我本人的邮箱/).check()
      expect(await findings(await visitor.frame())).toEqual([])
      await visitor.panel.locator('.by-mail').getByRole('button', { name: '发送' }).click()
      await visitor.panel.getByText(/^已发送到 lin@example.com/).waitFor()
      const mail = await mailbox.to('lin@example.com')
      expect(mail.text).toContain('龙井今年什么时候到？')
      expect(mail.html).toContain('四月初，&lt;到货&gt;就告诉您。')
      await agent.thread.getByText('顾客把对话记录发到了自己的邮箱 l…n@example.com').waitFor()

      await agent.page.getByRole('button', { name: '发送对话记录' }).click()
      const dialog = agent.page.getByRole('dialog', { name: /^发送对话记录/ })
      await dialog.getByText('顾客没有留下邮箱').waitFor()
      await dialog.getByText('l…n@example.com').waitFor()
      await dialog.getByRole('radio', { name: '其他邮箱' }).check()
      await dialog.getByLabel('邮箱', { exact: true }).fill('office@example.com')
      await expect.poll(() => dialog.getByRole('button', { name: '发送', exact: true }).isDisabled()).toBe(true)
      await dialog.getByRole('checkbox').check()
      await dialog.getByRole('button', { name: '发送', exact: true }).click()
      expect((await mailbox.to('office@example.com')).text).toContain('四月初')
      await dialog.locator('.mailed-state[data-status=sent]').nth(1).waitFor()
      expect(await findings(agent.page.mainFrame())).toEqual([])
      await dialog.getByRole('button', { name: '关闭' }).last().click()
    } finally {
      await mailbox.stop()
    }
  },
)
