import type { CDPSession, Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { saysMuch } from './stage/many-messages'
import { story } from './stage/story'
import { talk, type Talk } from './stage/talk'

story(
  'CON-09, CON-10, CON-12, VIS-09: an agent writes by input method, styles words, adds an emoji, takes something back, sees that he was read, and chooses his key',
  async (stage) => {
    const both = await talk(stage, '什么时候送？')
    await choosesCharacters(both)
    await stylesWords(both)
    await isRead(both)
    await takesBack(both)
    await choosesSendKey(both)
  },
)

/** The Enter of a Chinese input method chooses characters and sends nothing. */
async function choosesCharacters({ visitor, agent }: Talk): Promise<void> {
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
}

/** Half of what he writes is bold and red; an emoji goes where the caret is. */
async function stylesWords({ visitor, agent }: Talk): Promise<void> {
  const { page } = agent
  await agent.input.pressSequentially('周日前一定送到')
  await page.getByRole('button', { name: '文字样式' }).click()
  for (let i = 0; i < 4; i++) await agent.input.press('Shift+ArrowLeft')
  await page.getByRole('button', { name: '加粗' }).click()
  await page.getByRole('button', { name: '红色' }).click()
  await agent.input.press('End')
  await page.getByRole('button', { name: '表情' }).click()
  await page.getByRole('button', { name: '🎉', exact: true }).click()
  await agent.input.press('Shift+Enter')
  await agent.input.pressSequentially('请放心')
  await agent.input.press('Enter')

  const strong = visitor.thread.getByText('一定送到', { exact: false }).last()
  await strong.waitFor()
  const weight = await strong.evaluate((element) => (element as { style?: { fontWeight: string } }).style?.fontWeight)
  expect(weight).toBe('700')
  expect(await visitor.thread.innerText()).toContain('周日前一定送到🎉\n请放心')
}

/** Read by the visitor, in front of whom the panel is open, and by the agent. */
async function isRead({ visitor, agent }: Talk): Promise<void> {
  const words = agent.thread.locator('.thread-row').filter({ hasText: '请放心' })
  await words.getByTitle('已读').waitFor()
  await visitor.says('好的')
  await visitor.panel.getByText('已读', { exact: true }).waitFor()
}

/** Taken back: on both screens, in the list, and after a reload; by keyboard the last one; the visitor his own. */
async function takesBack({ visitor, agent }: Talk): Promise<void> {
  const { page } = agent
  await agent.says('内部价只有七折')
  await visitor.hears('内部价只有七折')
  await agent.said('内部价只有七折').click({ button: 'right' })
  await page.getByRole('menuitem', { name: '撤回' }).click()
  await agent.hears('消息已撤回')
  await visitor.hears('消息已撤回')
  await visitor.page.reload()
  await visitor.openPanel()
  await visitor.hears('消息已撤回')
  expect(await visitor.thread.innerText()).not.toContain('七折')

  await agent.says('这句也不要')
  await page.keyboard.press('Alt+z')
  await agent.said('这句也不要').waitFor({ state: 'detached' })

  await visitor.says('我打错了')
  await visitor.said('我打错了').hover()
  await visitor.panel.getByRole('button', { name: '撤回' }).click()
  await visitor.said('我打错了').waitFor({ state: 'detached' })
  await agent.said('我打错了').waitFor({ state: 'detached' })
}

/** The send key, remembered over a reload. */
async function choosesSendKey({ visitor, agent }: Talk): Promise<void> {
  const { page } = agent
  await page.getByRole('button', { name: '选择发送键' }).click()
  await page.getByRole('menuitem', { name: 'Ctrl + Enter 发送，Enter 换行' }).click()
  await page.reload()
  await agent.input.pressSequentially('第一行')
  await agent.input.press('Enter')
  await agent.input.pressSequentially('第二行')
  expect(await agent.said('第一行').count()).toBe(0)
  await agent.input.press('Control+Enter')
  await visitor.thread.getByText('第二行').waitFor()
  expect(await visitor.thread.innerText()).toContain('第一行\n第二行')
}

/** Types pinyin as an input method does: the letters stand underlined, Enter comes while they do, then the characters. */
async function composes(session: CDPSession, input: Locator, pinyin: string, characters: string): Promise<void> {
  await input.focus()
  for (let length = 1; length <= pinyin.length; length += 1) {
    const text = pinyin.slice(0, length)
    await session.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length })
  }
  await expect.poll(() => written(input)).toBe(pinyin)
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, nativeVirtualKeyCode: 13 }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
  expect(await written(input)).toBe(pinyin)
  await session.send('Input.insertText', { text: characters })
  await expect.poll(() => written(input)).toBe(characters)
}

/** What stands in a text field, of whatever kind. */
function written(input: Locator): Promise<string> {
  return input.evaluate((element) => (element as { value?: string }).value ?? element.textContent ?? '')
}

story('an input method keeps caret, composition and place while messages pour in', async (stage) => {
  const { visitor, agent } = await talk(stage, '什么时候送？')
  const pour = (counts: readonly number[], text: string) => saysMuch(visitor, { counts, texts: [text] })
  await pour([60], '先前第{i}句')
  await agent.hears('先前第60句')
  const keys = await agent.context.newCDPSession(agent.page)

  // He reads further up while he writes into the middle of what he wrote.
  await agent.input.fill('您好，之前送到')
  for (let i = 0; i < 4; i += 1) await agent.page.keyboard.press('ArrowLeft')
  await agent.page.keyboard.press('PageUp')
  await agent.page.getByRole('button', { name: '回到最新消息' }).waitFor()
  const read = await stateOf(agent)
  const pinyin = 'xingqiliu'
  for (let length = 1; length <= pinyin.length; length += 1) {
    await compose(keys, pinyin.slice(0, length))
    await pour([4], `第${length}阵{i}`)
    const now = await stateOf(agent)
    expect(now.text).toBe(`您好，${pinyin.slice(0, length)}之前送到`)
    expect(now.caret).toBe(3 + length)
    expect(now.focused).toBe(true)
    expect(Math.abs(now.scrollTop - read.scrollTop)).toBeLessThanOrEqual(1)
  }
  await agent.page.getByRole('button', { name: '36条新消息' }).waitFor()
  await keys.send('Input.insertText', { text: '星期六' })
  await expect.poll(() => stateOf(agent)).toMatchObject({ text: '您好，星期六之前送到', caret: 6 })

  // At the end he follows what comes, and what he composes stays all the same.
  await agent.page.getByRole('button', { name: '36条新消息' }).click()
  await agent.input.focus()
  await agent.page.keyboard.press('End')
  const before = await stateOf(agent)
  await compose(keys, 'jiang')
  await pour([30], '后来第{i}句')
  await agent.hears('后来第30句')
  const after = await stateOf(agent)
  expect(after.text).toBe(`${before.text}jiang`)
  expect(after.fromEnd).toBeLessThanOrEqual(1)
  await keys.send('Input.insertText', { text: '，讲好了' })
  await agent.input.press('Enter')
  await agent.hears('您好，星期六之前送到，讲好了')
  await visitor.page.reload()
  await visitor.openPanel()
  await visitor.hears('您好，星期六之前送到，讲好了')
})

const compose = (keys: CDPSession, text: string) =>
  keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

interface State {
  /** What stands in the composer, what is being composed included. */
  readonly text: string
  /** Characters before the caret. */
  readonly caret: number
  readonly focused: boolean
  readonly scrollTop: number
  /** Pixels of the thread below the window. */
  readonly fromEnd: number
}

/** Composer and thread as they are this moment. */
function stateOf({ page }: Agent): Promise<State> {
  return page.evaluate<State>(`(() => {
    const input = document.querySelector('.composer-text')
    const scroller = document.querySelector('.thread-scroller')
    const before = document.createRange()
    const selection = getSelection()
    before.setStart(input, 0)
    before.setEnd(selection.focusNode, selection.focusOffset)
    return {
      text: input.innerText,
      caret: before.toString().length,
      focused: document.activeElement === input,
      scrollTop: scroller.scrollTop,
      fromEnd: scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
    }
  })()`)
}
