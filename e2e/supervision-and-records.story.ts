import { text } from 'node:stream/consumers'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { findings } from './stage/axe'
import { seedHistory } from './stage/seed-history'
import type { Stage } from './stage/stage'
import { story } from './stage/story'

story(
  'MGT-16, MGT-17, RTE-15: a supervisor sees the floor, listens in, whispers, joins, takes over and steers',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin', { viewport: { width: 1440, height: 900 } })
    const anqing = await stage.agent('yunshan:anqing')
    await anqing.startWork('忙碌')
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('沙发少了一条腿')

    // The board moves by itself: who waits is on it within a second or two, and is assigned from it.
    await boss.page.getByRole('link', { name: '监控', exact: true }).click()
    const side = boss.page.getByRole('complementary', { name: '告警和排队' })
    const assign = side.getByRole('button', { name: /^分配访客\d{6}$/ })
    await assign.waitFor()
    await assign.click()
    const question = boss.page.getByRole('dialog', { name: /分配给谁/ })
    await question.getByRole('radio', { name: /安晴.*忙碌/ }).check()
    await question.getByRole('button', { name: '分配', exact: true }).click()
    await question.waitFor({ state: 'hidden' })
    await side.getByText('没有人排队').waitFor()
    await anqing.turnsToOther()
    await anqing.says('您好，我查一下。')

    // Listening in: nobody in the dialogue sees anything of it.
    await boss.page.getByRole('link', { name: '对话', exact: true }).click()
    await boss.page.getByRole('button', { name: /^访客\d{6}.*安晴/ }).click()
    await boss.page.getByText('旁听中 · 顾客和客服都看不到').waitFor()
    await boss.hears('您好，我查一下。')
    await visitor.says('谢谢')
    await boss.hears('谢谢')
    // His name stands in it once: he gave her the dialogue.
    expect(await anqing.thread.getByText('林知夏').count()).toBe(1)

    // A whisper reaches the agent, and not the visitor.
    await boss.page.getByRole('textbox', { name: '给安晴的悄悄话' }).fill('可以先补发')
    await boss.page.keyboard.press('Enter')
    await anqing.thread.getByText('可以先补发').waitFor()
    await anqing.thread.getByText('悄悄话 · 给您 · 林知夏').waitFor()
    await anqing.says('我们先给您补发。')
    await visitor.hears('我们先给您补发。')
    expect(await visitor.panel.getByText('可以先补发').count()).toBe(0)

    // Joining: under his own name, beside the agent.
    await boss.page.getByRole('button', { name: '加入', exact: true }).click()
    await boss.page.getByText('您已加入 · 顾客能看到您说的话').waitFor()
    await anqing.thread.getByText('林知夏加入了对话').waitFor()
    await visitor.panel.getByText('林知夏加入了对话').first().waitFor()
    await boss.says('我是主管，今天就寄出。')
    await visitor.hears('我是主管，今天就寄出。')
    await boss.page.getByRole('button', { name: '退出', exact: true }).click()
    await anqing.thread.getByText('林知夏退出了对话').waitFor()

    // Steering: the agent is told who did it.
    await boss.page.getByRole('link', { name: '分组', exact: true }).click()
    await boss.page.getByRole('button', { name: /安晴/ }).first().click()
    const steer = boss.page.getByRole('dialog', { name: '调整安晴' })
    await steer.getByRole('radio', { name: '离开' }).check()
    await steer.getByLabel('最大接线量').fill('3')
    await steer.getByRole('button', { name: '保存' }).click()
    await anqing.page.getByText('林知夏把您的状态改为「离开」').waitFor()
    await anqing.page.getByText('林知夏把您的最大接线量改为3').waitFor()
    await anqing.page.getByRole('button', { name: '我的状态: 离开' }).waitFor()

    // Taking over, and who listened is written down.
    await boss.page.getByRole('button', { name: '我的状态: 离开' }).click()
    await boss.page.getByRole('menuitem', { name: /^忙碌/ }).click()
    await boss.page.getByRole('link', { name: '对话', exact: true }).click()
    await boss.page.getByRole('button', { name: '旁听记录' }).click()
    const log = boss.page.getByRole('dialog', { name: '旁听记录' })
    await log.getByRole('cell', { name: '林知夏' }).first().waitFor()
    await boss.page.keyboard.press('Escape')
    await boss.page.getByRole('button', { name: /^访客\d{6}.*安晴/ }).click()
    await boss.page.getByRole('button', { name: '接管', exact: true }).click()
    await anqing.page.getByText(/^林知夏接管了访客\d{6}，不再由你接待。$/).waitFor()
    await boss.says('现在由我为您服务。')
    await visitor.hears('现在由我为您服务。')
  },
)

story(
  'MGT-17: a visitor on a page of the shop is invited, and his conversation begins with who invited him',
  async (stage) => {
    const boss = await stage.agent('yunshan:admin', { viewport: { width: 1440, height: 900 } })
    const { page } = boss
    await boss.startWork('忙碌')
    await page.getByRole('link', { name: '管理中心' }).click()
    await page.getByRole('link', { name: '渠道设置' }).click()
    await page.getByRole('checkbox', { name: /^访客列表与主动邀请/ }).check()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('status').getByText('已保存').waitFor()

    await page.getByRole('link', { name: '监控', exact: true }).click()
    await page.getByRole('link', { name: '访客', exact: true }).click()
    await page.getByText('现在没有人打开店铺的网页').waitFor()
    const visitor = await stage.visitor()
    await page.getByRole('button', { name: '邀请访客' }).click()
    const dialog = page.getByRole('dialog', { name: '邀请访客咨询' })
    await dialog.getByLabel('邀请的话').fill('这款沙发有现货，需要介绍吗？')
    await dialog.getByRole('button', { name: '发出邀请' }).click()
    await dialog.waitFor({ state: 'hidden' })

    const card = visitor.page.getByRole('status', { name: '客服邀请您咨询' })
    await card.getByText('这款沙发有现货，需要介绍吗？').waitFor()
    await page.getByText('林知夏 · 对方看到了邀请').waitFor()
    await card.getByRole('button', { name: '开始咨询' }).click()
    await card.waitFor({ state: 'hidden' })
    await visitor.says('好的，介绍一下吧')
    await visitor.hears('这款沙发有现货，需要介绍吗？')
    await page.getByText('正在咨询').first().waitFor()
    await page.getByRole('link', { name: '接待', exact: true }).click()
    await boss.turnsToOther()
    await boss.hears('好的，介绍一下吧')
  },
)

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
    // The notice of the file stays while the pointer is on it, and lies above what comes next.
    await page.mouse.move(600, 700)
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

/** The reports by name, with a figure that can be sorted by and one whose dialogues are counted. */
const reports = [
  ['客服满意度', '总会话量', '评价'],
  ['分组每日对话量', '总客量', '接入'],
  ['分组每小时对话量', '接入', '有效接入'],
  ['客服每日对话量', '总会话量', '有效会话'],
  ['在线时间分析', '登录时长', null],
  ['离线留言统计', '留言', '留言'],
  ['对话平均时长', '总会话量', '已结束会话'],
] as const

const tableOf = (page: Page): Locator => page.locator('.report-table')

async function opens(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '报表' }).getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

/** The texts of a column, top to bottom, without the totals. */
async function columnOf(page: Page, name: string): Promise<string[]> {
  const heads = await tableOf(page).locator('thead th').allInnerTexts()
  const index = heads.findIndex((head) => head.trim() === name)
  expect(index, name).toBeGreaterThanOrEqual(0)
  return tableOf(page)
    .locator(`tbody tr > :nth-child(${index + 1})`)
    .allInnerTexts()
}

const numberOf = (shown: string) => Number(shown.replaceAll(',', '').replace('–', '0'))

story(
  'RPT-01, RPT-02, RPT-03, RPT-04, RPT-05, RPT-06, RPT-07, RPT-08, RPT-09, RPT-10: an administrator reads the seven reports, sorts, looks behind a figure, changes the days and prints',
  async (stage) => {
    await stage.hires('yunshan:anqing', 'yunshan:baihe', 'yunshan:chenmo', 'yunshan:dulan')
    const { code } = await stage.merchant('yunshan')
    await seedHistory(stage.product, code)
    const { page } = await stage.agent('yunshan:admin')
    await page.getByRole('link', { name: '报表' }).click()
    await page.getByRole('heading', { name: '运营总览', exact: true }).waitFor()
    await page.getByText('近7天', { exact: true }).click()
    await page.locator('.kpi-value b').first().filter({ hasText: /[1-9]/ }).waitFor()
    await page.locator('.overview-table tbody tr').first().waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    for (const [name, sorted, counted] of reports) {
      await opens(page, name)
      await page.getByText('近30天', { exact: true }).click()
      await tableOf(page).locator('tbody tr').first().waitFor()
      await tableOf(page)
        .getByRole('button', { name: `按${sorted}排序`, exact: true })
        .click()
      await tableOf(page).locator('th[aria-sort="descending"]').waitFor()
      if (counted !== null) {
        await expect
          .poll(async () => (await columnOf(page, sorted)).map(numberOf))
          .toSatisfy(
            (values: number[]) =>
              values.length > 0 && values.every((value, at) => at === 0 || value <= (values[at - 1] ?? 0)),
          )
        await looksBehind(page, counted)
      }
    }

    // The formula comes with the focus.
    await opens(page, '分组每日对话量')
    await tableOf(page).getByRole('button', { name: '按接通率排序' }).focus()
    await page.getByRole('tooltip').filter({ hasText: '接入 ÷ 总客量' }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    // Days in the address.
    const [day = ''] = await columnOf(page, '日期')
    const address = new URL(page.url())
    await page.goto(`${address.origin}${address.pathname}?from=${day}&to=${day}`)
    await tableOf(page).locator('tbody tr').first().waitFor()
    expect(new Set(await columnOf(page, '日期'))).toEqual(new Set([day]))

    // On paper: no menus, but filters and formulas.
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: '报表' }).isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: '指标公式' }).isVisible()).toBe(true)
    expect(await page.locator('.report-paper-head').innerText()).toContain(day)
    await page.emulateMedia({ media: 'screen' })
  },
)

/** The totals of a figure, and how many stand behind it. */
async function looksBehind(page: Page, name: string): Promise<void> {
  const total = tableOf(page)
    .locator('tfoot')
    .getByRole('button', { name: new RegExp(`^合计，${name} `) })
  const count = numberOf(await total.innerText())
  await total.click()
  const drawer = page.getByRole('dialog', { name: `${name}明细` })
  const shown = await drawer.getByText(/^共[\d,]+条$/).innerText()
  expect(numberOf(shown.replaceAll(/[共条]/g, '')), name).toBe(count)
  await drawer.getByRole('button', { name: '关闭' }).click()
  await drawer.waitFor({ state: 'hidden' })
}
