import type { CDPSession, Locator } from 'playwright-core'
import { expect } from 'vitest'
import { hasFocus, tabTo } from './stage/keys'
import { story } from './stage/story'

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

story('the Enter of a Chinese input method chooses characters and sends nothing', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()

  const inConsole = await agent.context.newCDPSession(agent.page)
  await composes(inConsole, agent.input, 'nihao', '你好')
  expect(await agent.said('你好').count()).toBe(0)
  await agent.input.press('Enter')
  await visitor.hears('你好')

  // The panel is a process of its own, so its keys go there.
  const inWidget = await visitor.context.newCDPSession(await visitor.frame())
  await composes(inWidget, visitor.input, 'zaima', '在吗')
  expect(await visitor.said('在吗').count()).toBe(0)
  await visitor.input.press('Enter')
  await agent.hears('在吗')
  expect(await agent.thread.getByText(/nihao|zaima/).count()).toBe(0)
})

/** Types pinyin as an input method does: the letters stand underlined, Enter comes while they do, then the characters. */
async function composes(session: CDPSession, input: Locator, pinyin: string, characters: string): Promise<void> {
  await input.focus()
  for (let length = 1; length <= pinyin.length; length += 1) {
    const text = pinyin.slice(0, length)
    await session.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length })
  }
  await expect.poll(() => written(input), { timeout: 30_000 }).toBe(pinyin)
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, nativeVirtualKeyCode: 13 }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
  expect(await written(input)).toBe(pinyin)
  await session.send('Input.insertText', { text: characters })
  await expect.poll(() => written(input), { timeout: 30_000 }).toBe(characters)
}

/** What stands in a text field, of whatever kind. */
function written(input: Locator): Promise<string> {
  return input.evaluate((element) => (element as { value?: string }).value ?? element.textContent ?? '')
}
