import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import type { Agent } from './stage/agent'
import type { Stage } from './stage/stage'
import { story } from './stage/story'

/** A visitor says the words, is answered after the first, and the agent ends it. */
async function served(stage: Stage, agent: Agent, [first = '', ...rest]: readonly string[]): Promise<void> {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says(first)
  await agent.turnsToOther()
  await agent.says('好的，马上为您处理。')
  await visitor.hears('好的，马上为您处理。')
  for (const words of rest) await visitor.says(words)
  await agent.ends()
  await visitor.page.close()
}

story(
  'MGT-03 to MGT-09: what was served is listed, asked for, sorted, looked into, searched and taken home',
  async (stage) => {
    const [agent, boss] = [await stage.agent('yunshan:anqing'), await stage.agent('yunshan:admin')]
    await agent.startWork()
    for (const words of [['床垫塌了，我要退貨', '谢谢'], ['什么时候发货'], ['在吗']]) await served(stage, agent, words)

    // The administrator sees them within seconds, the latest first.
    const { page } = boss
    await page.getByRole('link', { name: '管理中心' }).click()
    await page.getByRole('link', { name: '查看对话信息' }).click()
    const table = page.getByRole('table', { name: '对话列表' })
    const rows = table.locator('tbody tr')
    await page.getByText('共3段对话，属于3个会话').waitFor()
    await expect.poll(() => rows.count()).toBe(3)
    expect(await findings(page.mainFrame())).toEqual([])

    // MGT-09: a title sorts, pressed again the other way round; the address keeps it.
    const title = table.getByRole('columnheader', { name: '首响' })
    await title.getByRole('button').click()
    await expect.poll(() => title.getAttribute('aria-sort')).toBe('descending')
    await title.getByRole('button').click()
    await expect.poll(() => title.getAttribute('aria-sort')).toBe('ascending')
    await page.reload()
    await expect.poll(() => title.getAttribute('aria-sort')).toBe('ascending')

    // MGT-03 to MGT-06: conditions, those of what was said among them.
    const form = page.getByRole('search', { name: '查询' })
    await form.getByLabel('结束方式').selectOption('客服关闭')
    await form.getByLabel('是否有效').selectOption('有效')
    await form.getByRole('button', { name: '展开' }).click()
    await form.getByLabel('聊天内容').fill('退货')
    await form.getByRole('button', { name: '查询' }).click()
    await expect.poll(() => rows.count()).toBe(1)
    expect(page.url()).toContain('words=')

    // MGT-07: the detail, beside the list.
    await rows
      .first()
      .getByRole('button', { name: /查看访客\d{6}的详细/ })
      .click()
    const detail = page.getByRole('complementary', { name: '对话详细' })
    await detail.getByText('床垫塌了，我要退貨').waitFor()
    await detail.getByText('2 / 1').waitFor()
    await detail.getByText('客服关闭').waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
    await detail.getByText('访问页面', { exact: true }).click()
    await detail.getByRole('link').first().waitFor()

    // The file is made in the background, and holds what was listed.
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByRole('menuitem', { name: 'CSV 表格' }).click()
    const downloads = page.getByRole('dialog', { name: '下载中心' })
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      downloads.getByRole('link', { name: '下载' }).first().click(),
    ])
    const content = await text(await file.createReadStream())
    expect(content.trim().split('\r\n')).toHaveLength(2)
    expect(content).toContain('对话房间号')
    await downloads.getByRole('button', { name: '关闭' }).click()

    // What was said is found wherever it was said, and leads to its place.
    await page.getByText('消息搜索', { exact: true }).click()
    await page.getByRole('searchbox', { name: '搜索聊天内容' }).fill('發貨')
    await page.getByRole('button', { name: '搜索' }).click()
    await page.getByRole('button', { name: /打开访客\d{6}的这条消息/ }).click()
    await detail.locator('[data-found=true]').getByText('什么时候发货').waitFor()

    // MGT-08: the agent has his own, and no other page of the management centre.
    await agent.page.getByRole('link', { name: '管理中心' }).click()
    await agent.page.getByRole('heading', { name: '查看个人对话' }).waitFor()
    await agent.page.getByText('共3段对话，属于3个会话').waitFor()
    expect(await agent.page.getByRole('link', { name: '查看对话信息' }).count()).toBe(0)
    expect(await agent.page.getByLabel('客服', { exact: true }).count()).toBe(0)
  },
)
