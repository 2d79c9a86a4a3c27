import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { findings } from './stage/axe'
import { hasFocus, tabTo } from './stage/keys'
import { turnTo } from './stage/managing'
import { story } from './stage/story'
import { pngFile } from './stage/test-files'

/** In both themes; nothing is loaded anew between them, so the second has the same names and roles in other colours. */
async function looksFine(page: Page): Promise<void> {
  for (const [colorScheme, concern] of [
    ['dark', 'everything'],
    ['light', 'colours'],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
    expect([colorScheme, await findings(page.mainFrame(), concern)]).toEqual([colorScheme, []])
  }
}

story('axe finds nothing serious at sign-in, desk and customer, light and dark', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('请问怎么保养？')
  const agent = await stage.atSignIn('yunshan:admin', { colorScheme: 'dark' })
  const { page } = agent
  await page.getByLabel('账号', { exact: true }).waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await looksFine(page)
  await agent.signIn()
  await agent.startButton.waitFor()
  // Away, with somebody waiting.
  await looksFine(page)
  await agent.startWork()
  await agent.accepts()
  await visitor.writes('是实木的')
  await page.getByTitle('是实木的', { exact: true }).waitFor()
  await looksFine(page)
  await looksAtCustomer(agent)
  await agent.says('用干布擦就好。')
  await page.getByRole('button', { name: '结束', exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await looksFine(page)
})

story('axe finds nothing serious in the windows, menus and views of the desk, light and dark', async (stage) => {
  await stage.hires('yunshan:anqing')
  const [visitor, waiting] = [await stage.visitor(), await stage.visitor()]
  await visitor.openPanel()
  await visitor.says('这是照片')
  const agent = await stage.agent('yunshan:admin')
  await agent.startWork('忙碌')
  await agent.accepts()
  await waiting.openPanel()
  await waiting.says('还要等多久')
  await looksAtWindows(agent)
  await looksAtMenusAndViews(agent)
})

/** 顾客信息 with everything in it that can be opened. */
async function looksAtCustomer({ page }: Agent): Promise<void> {
  await page.getByRole('button', { name: '添加标签' }).click()
  await page.getByRole('combobox', { name: '添加标签' }).fill('VIP')
  await page.getByRole('option', { name: 'VIP' }).waitFor()
  await looksFine(page)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '去掉标签「VIP」' }).waitFor()
  await page.getByRole('button', { name: '编辑联系资料' }).click()
  await looksFine(page)
  await page.getByRole('button', { name: '取消', exact: true }).click()
}

async function looksAtWindows({ page, thread }: Agent): Promise<void> {
  await page
    .locator('input[type=file][aria-label="发送图片"]')
    .setInputFiles(pngFile('划痕.png', 320, 200, [180, 60, 40]))
  const picture = thread.getByRole('button', { name: '图片 划痕.png' })
  await picture.waitFor()
  await page.keyboard.press('Alt+n')
  await page.getByRole('textbox', { name: '内部备注' }).waitFor()
  await looksFine(page)
  const dialog = page.getByRole('dialog')
  for (const key of ['Alt+t', 'Alt+e', 'Alt+c', 'Alt+Shift+c']) {
    await page.keyboard.press(key)
    await dialog.waitFor()
    await looksFine(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await page.keyboard.press('Alt+m')
  await dialog.getByRole('combobox', { name: '咨询分类' }).click()
  await dialog.getByRole('option').first().waitFor()
  await looksFine(page)
  await page.keyboard.press('Escape')
  await dialog.getByRole('listbox').waitFor({ state: 'hidden' })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await picture.click()
  await dialog.waitFor()
  await looksFine(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^分配访客/ }).click()
  await dialog.getByRole('radio').first().waitFor()
  await looksFine(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

async function looksAtMenusAndViews(agent: Agent): Promise<void> {
  const { page } = agent
  await page.keyboard.press('Alt+s')
  await page.getByRole('textbox', { name: '搜索对话' }).fill('照片')
  await looksFine(page)
  await page.getByRole('button', { name: '结束搜索' }).click()
  for (const name of ['排序', /^提醒/, /^看谁的对话/, /^我的状态/, /我的设置$/]) {
    await page.getByRole('button', { name }).click()
    await page.getByRole('menu').last().waitFor()
    await looksFine(page)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: /^看谁的对话/ }).click()
  await page.getByRole('menuitem', { name: /^全部排队/ }).click()
  await page.getByRole('list', { name: '全部排队' }).waitFor()
  await looksFine(page)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: /我的设置$/ }).click()
  await page.getByRole('menuitem', { name: '头像' }).click()
  await dialog.waitFor()
  await looksFine(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.locator('.dialogue-list-keys').click()
  await dialog.waitFor()
  await looksFine(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

const pagesOfManagement = ['分组', '渠道设置', '留言', '接待设置', '小结单设置', '评价设置', '服务时间']

story('axe finds nothing serious in the management centre, light and dark', async (stage) => {
  await stage.hires('yunshan:anqing')
  const { page } = await stage.agent('yunshan:admin')
  await page.getByRole('link', { name: '管理中心' }).click()
  await page.getByRole('row', { name: /anqing/ }).waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
  await looksFine(page)
  for (const button of ['编辑：安晴', '停用：安晴']) {
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('dialog').waitFor()
    await looksFine(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  for (const entry of pagesOfManagement) {
    await turnTo(page, entry)
    await page.getByRole('status', { name: '正在载入' }).waitFor({ state: 'detached' })
    if (entry === '服务时间') await page.getByText('按时间段', { exact: true }).click()
    await looksFine(page)
  }
  await page.getByRole('button', { name: '我的设置' }).click()
  await page.getByRole('menuitem', { name: '登录设备' }).click()
  await page.getByText('当前设备').waitFor()
  await looksFine(page)
})

story('an agent signs in, starts, turns to a visitor, answers and ends without a mouse', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('沙发套可以拆洗吗？')
  const { page, account } = await stage.atSignIn('yunshan:anqing')
  const keys = page.keyboard
  // The cursor is where one begins.
  await page.getByLabel('账号', { exact: true }).waitFor()
  await keys.type(account.login)
  await tabTo(page, page.getByLabel('密码', { exact: true }))
  await keys.type(account.password)
  await keys.press('Enter')

  const start = page.getByRole('button', { name: '开始接待' })
  await start.waitFor()
  await tabTo(page, start)
  await keys.press('Enter')
  await page.getByRole('button', { name: '我的状态: 在线' }).waitFor()
  await page.getByRole('complementary', { name: '对话', exact: true }).getByText('沙发套可以拆洗吗？').waitFor()
  await keys.press('Alt+ArrowDown')
  const input = page.getByRole('textbox', { name: '输入消息' })
  await hasFocus(input)
  await keys.type('可以，拉链在背面。')
  await keys.press('Enter')
  await visitor.hears('可以，拉链在背面。')

  // What arrives while one writes takes the focus from nobody.
  await keys.type('机洗')
  await visitor.says('水温有要求吗？')
  await page.getByRole('log', { name: '消息' }).getByText('水温有要求吗？').waitFor()
  await keys.type('不超过三十度。')
  await keys.press('Enter')
  await visitor.hears('机洗不超过三十度。')

  const end = page.getByRole('button', { name: '结束', exact: true })
  await tabTo(page, end, 'Shift+Tab')
  await keys.press('Enter')
  await hasFocus(page.getByRole('dialog').getByRole('button', { name: '结束对话' }))
  await keys.press('Enter')
  await visitor.hears('客服结束了对话')
})

story('every action of a dialogue has a key, and the focus comes back from each window', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('能不能换颜色？')
  const { page, thread, desk } = await stage.agent('yunshan:anqing')
  const keys = page.keyboard
  const input = page.getByRole('textbox', { name: '输入消息' })
  await keys.press('Alt+2')
  await page.getByRole('button', { name: '我的状态: 忙碌' }).waitFor()
  await page.getByRole('button', { name: '接收对话 排队 1' }).waitFor()
  await keys.press('Alt+a')
  await hasFocus(input)

  await keys.type('可以')
  await keys.press('Control+a')
  await keys.press('Control+b')
  await keys.press('End')
  await keys.press('Enter')
  await visitor.hears('可以')
  expect(await thread.getByText('可以', { exact: true }).evaluate(isBold)).toBe(true)
  await keys.press('Alt+n')
  await keys.type('老顾客')
  await keys.press('Enter')
  await thread.getByText('老顾客', { exact: true }).waitFor()
  await keys.press('Alt+n')
  await hasFocus(input)
  await keys.press('Alt+z')
  await visitor.said('可以').waitFor({ state: 'detached' })

  // Each window gives the focus back to where one wrote.
  for (const [open, title] of [
    ['Alt+t', /^转移与访客/],
    ['Alt+e', /^结束与访客/],
    ['Alt+c', /^结束并清除访客/],
    ['Alt+Shift+c', '全部清除'],
  ] as const) {
    await keys.press(open)
    await page.getByRole('dialog', { name: title }).waitFor()
    await keys.press('Escape')
    await hasFocus(input)
  }
  await keys.press('Alt+h')
  await hasFocus(page.locator('.visitor-panel :focus'))
  await keys.press('?')
  await page.getByRole('dialog', { name: '快捷键' }).getByText('切到在线').waitFor()
  await keys.press('Escape')
  await keys.press('Alt+i')
  await hasFocus(input)

  await keys.press('Alt+e')
  await page.getByRole('dialog').waitFor()
  await keys.press('Enter')
  await visitor.hears('客服结束了对话')
  await desk
    .getByText(/^客服关闭/)
    .first()
    .waitFor()
  // The 小结单 is there, and comes again with what wants the dialogue out of the list.
  const summary = page.getByRole('dialog', { name: '对话小结单' })
  await hasFocus(summary.getByRole('combobox', { name: '咨询分类' }))
  await keys.press('Escape')
  await summary.waitFor({ state: 'hidden' })
  await keys.press('Alt+c')
  await tabTo(page, summary.getByRole('button', { name: '不填写，直接清除' }))
  await keys.press('Enter')
  await page.getByText('已清除1个对话').waitFor()
  await keys.press('Alt+3')
  await page.getByRole('button', { name: '我的状态: 离开' }).waitFor()
})

const isBold = (element: object) => {
  const { getComputedStyle: styleOf } = globalThis as unknown as {
    getComputedStyle(element: object): { fontWeight: string }
  }
  return Number(styleOf(element).fontWeight) >= 700
}
