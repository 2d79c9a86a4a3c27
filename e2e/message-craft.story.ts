import { expect } from 'vitest'
import { story } from './stage/story'

story(
  'CON-09, CON-10, CON-12, VIS-09: an agent styles words, adds an emoji, takes something back, and sees that he was read',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    const { page } = agent

    // Half of what he writes is bold and red; an emoji goes where the caret is.
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

    // Read by the visitor, in front of whom the panel is open.
    await page.getByTitle('已读').waitFor()
    await visitor.says('好的')
    await visitor.panel.getByText('已读', { exact: true }).waitFor()

    // Taken back: on both screens, in the list, and after a reload.
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

    // By keyboard: the last one.
    await agent.says('这句也不要')
    await page.keyboard.press('Alt+z')
    await agent.said('这句也不要').waitFor({ state: 'detached' })

    // The visitor takes back his own, with the pointer over it.
    await visitor.says('我打错了')
    await visitor.said('我打错了').hover()
    await visitor.panel.getByRole('button', { name: '撤回' }).click()
    await visitor.said('我打错了').waitFor({ state: 'detached' })
    await agent.said('我打错了').waitFor({ state: 'detached' })

    // The send key, remembered over a reload.
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
  },
)
