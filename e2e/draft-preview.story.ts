import { expect } from 'vitest'
import { story } from './stage/story'

story(
  'CON-13: each side sees that the other writes; the agent sees what, and the visitor was told so',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.panel.getByText('为更快答复您，客服可能看到正在输入的内容').waitFor()
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    await visitor.panel.getByText('正在为您服务').waitFor()

    await visitor.input.pressSequentially('这张桌子能不能')
    const preview = agent.page.getByTitle('这张桌子能不能', { exact: true })
    await preview.waitFor()
    await visitor.writes('')
    await preview.waitFor({ state: 'detached' })

    await agent.input.pressSequentially('稍等，我查一下库存')
    await visitor.panel.getByText('正在输入…').waitFor()
    // Of what an agent has not said yet, a visitor sees nothing.
    expect(await visitor.panel.locator('body').innerText()).not.toContain('库存')
    await agent.input.fill('')
    await visitor.panel.getByText('正在为您服务').waitFor()

    // A note is for colleagues: its typing is not told either, and what was sent after it arrives without it.
    await agent.page.getByText('内部备注', { exact: true }).click()
    await agent.page.getByRole('textbox', { name: '内部备注' }).fill('老顾客，给个赠品')
    await agent.page.getByRole('button', { name: '保存备注' }).click()
    await agent.said('老顾客，给个赠品').waitFor()
    await agent.page.getByText('回复', { exact: true }).click()
    await agent.says('有现货，今天就能发。')
    await visitor.hears('有现货，今天就能发。')
    expect(await visitor.panel.locator('body').innerText()).not.toContain('赠品')
  },
)
