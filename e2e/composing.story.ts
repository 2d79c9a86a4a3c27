import type { CDPSession } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { saysMuch } from './stage/many-messages'
import { story } from './stage/story'

story('an input method keeps caret, composition and place while messages pour in', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
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
  await expect.poll(() => stateOf(agent), { timeout: 30_000 }).toMatchObject({ text: '您好，星期六之前送到', caret: 6 })

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
