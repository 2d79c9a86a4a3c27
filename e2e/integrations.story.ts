import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import { openHookReceiver } from './stage/hook-receiver'
import type { Stage } from './stage/stage'
import { story } from './stage/story'

interface PublicEvent {
  readonly type: string
  readonly data: { readonly text?: string; readonly conversationId?: string }
}

async function addsEndpoint(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: '新建端点' }).click()
  const form = page.getByRole('dialog', { name: '新建端点' })
  await form.getByLabel('名称').fill('订单系统')
  await form.getByLabel('推送地址').fill('ftp://example.com')
  await form.getByRole('button', { name: '全选' }).click()
  await form.getByRole('button', { name: /保存/ }).click()
  await form.getByText('请填写 http 或 https 地址。').waitFor()
  await form.getByLabel('推送地址').fill(url)
  await form.getByRole('button', { name: /保存/ }).click()
  await form.waitFor({ state: 'hidden' })
}

/** The order system asks by itself, with what it was given, until that is taken back. */
async function givesKey(stage: Stage, page: Page, conversationId: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: '管理中心' })
  await menu.getByRole('link', { name: 'API 密钥', exact: true }).click()
  await page.getByText('还没有密钥。').waitFor()
  await page.getByRole('button', { name: '新建密钥' }).click()
  const keyForm = page.getByRole('dialog', { name: '新建密钥' })
  await keyForm.getByLabel('名称').fill('订单系统')
  await keyForm.getByLabel('查询对话信息').check()
  await keyForm.getByRole('button', { name: /^新\s*建$/ }).click()
  const made = page.getByRole('dialog', { name: '密钥已创建' })
  const token = (await made.locator('code').first().textContent()) ?? ''
  expect(await findings(page.mainFrame())).toEqual([])
  await made.getByRole('button', { name: '我已保存' }).click()
  const ask = (path: string, method = 'GET') =>
    fetch(stage.product.origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      signal: AbortSignal.timeout(30_000),
    })
  const dialogues = await ask('/api/dialogues')
  expect(dialogues.status).toBe(200)
  expect(JSON.stringify(await dialogues.json())).toContain(conversationId)
  const refused = await ask('/api/members')
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'forbidden' } }])
  await page.reload()
  const row = page.getByRole('row', { name: /订单系统/ })
  await row.getByText(token.slice(0, 11)).waitFor()
  expect(await row.getByText('从未').count()).toBe(0)
  await page.getByRole('button', { name: '吊销 订单系统' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /吊\s*销/ })
    .click()
  await page.getByText('还没有密钥。').waitFor()
  const after = await ask('/api/dialogues')
  expect([after.status, await after.json()]).toMatchObject([401, { error: { code: 'api_key_invalid' } }])
  await page.getByText('全部', { exact: true }).click()
  await row.getByText('已吊销').waitFor()
}

story(
  'an administrator has what happens posted to his order system, sees what it did not take and sends it again, and gives it a key',
  async (stage) => {
    const receiver = await openHookReceiver()
    const { page } = await stage.agent('yunshan:admin')
    try {
      await page.getByRole('link', { name: '管理中心' }).click()
      const menu = page.getByRole('navigation', { name: '管理中心' })
      await menu.getByRole('link', { name: 'Webhook', exact: true }).click()
      await page.getByText('还没有端点。').waitFor()
      expect(await findings(page.mainFrame())).toEqual([])
      await addsEndpoint(page, receiver.url)

      // By the secret it was made with, the other side checks everything that comes.
      await page.getByRole('button', { name: '管理 订单系统' }).click()
      const drawer = page.getByRole('dialog', { name: '订单系统' })
      await drawer.getByRole('button', { name: '显示' }).click()
      const secret = (await drawer.locator('code').textContent()) ?? ''
      const checks = new Webhook(secret)
      const eventOf = ({ body, headers }: { body: string; headers: object }) =>
        checks.verify(body, headers as Record<string, string>) as PublicEvent
      const typed = (type: string) => (hook: { body: string }) => hook.body.includes(`"type":"${type}"`)
      await drawer.getByRole('button', { name: '发送测试事件' }).click()
      expect(eventOf(await receiver.next(typed('webhook.test'))).type).toBe('webhook.test')
      await drawer.getByRole('button', { name: '关闭' }).click()

      // A conversation, as it goes on.
      const agent = await stage.agent('yunshan:anqing')
      await agent.startWork()
      const visitor = await stage.chatPage('yunshan')
      await visitor.says('我的沙发发货了吗？')
      await agent.accepts()
      const said = eventOf(await receiver.next(typed('message.sent')))
      expect(said.data.text).toBe('我的沙发发货了吗？')
      const opened = eventOf(await receiver.next(typed('conversation.opened')))
      expect(opened.data.conversationId).toBe(said.data.conversationId)
      await receiver.next(typed('conversation.accepted'))

      // It breaks: the log says what it answered, and sends again what it did not take.
      receiver.answers(503, '数据库维护中')
      await agent.says('今天下午发出。')
      const lost = await receiver.next(({ body }) => body.includes('今天下午发出。'))
      await page.getByLabel('事件', { exact: true }).selectOption('message.sent')
      await page.getByText('待推送', { exact: true }).first().click()
      await page.getByRole('cell', { name: /^503/ }).waitFor()
      expect(await findings(page.mainFrame())).toEqual([])
      await page
        .getByRole('button', { name: /^消息.*的详情$/ })
        .first()
        .click()
      const detail = page.getByRole('dialog', { name: '详情' })
      await detail.getByText('数据库维护中').first().waitFor()
      await detail.getByText('今天下午发出。').waitFor()
      expect(await findings(page.mainFrame())).toEqual([])
      receiver.answers(200, 'ok')
      const before = receiver.received.length
      await detail.getByRole('button', { name: '重新推送' }).click()
      await detail.getByText('已送达').waitFor()
      const again = receiver.received.slice(before).find(({ body }) => body === lost.body)
      if (!again) throw new Error('it was not sent again')
      expect(again.headers['webhook-id']).toBe(lost.headers['webhook-id'])
      expect(eventOf(again).data.text).toBe('今天下午发出。')
      await detail.getByRole('button', { name: '关闭' }).click()

      await givesKey(stage, page, said.data.conversationId ?? '')
    } finally {
      await receiver.stop()
    }
  },
)
