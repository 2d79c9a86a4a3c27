import { expect } from 'vitest'
import { story } from './stage/story'

story(
  'CON-02, CON-03, RTE-01, RTE-04: a visitor asks, an agent who was away starts work, is given him and answers',
  async (stage) => {
    const visitor = await stage.visitor()
    // Another site than the panel's, so that the panel is third party here.
    expect(new URL(visitor.page.url()).hostname).not.toBe(new URL(stage.product.origin).hostname)
    await visitor.openPanel()
    await visitor.panel.getByText('您好，欢迎来到云杉家居，请问想看看什么？').waitFor()
    await visitor.panel.getByRole('heading', { name: '正在为您接通客服' }).waitFor()
    await visitor.says('换桌面能周日前装好吗？')

    const agent = await stage.agent('yunshan:anqing')
    await agent.page.getByText('你现在是离开', { exact: true }).waitFor()
    expect(await agent.acceptButton.isDisabled()).toBe(true)
    const line = agent.page.getByRole('region', { name: /^排队/ })
    await line.getByText(/^访客\d{6}$/).waitFor()
    await agent.startWork()
    await line.waitFor({ state: 'detached' })
    await agent.accepts()

    await agent.hears('换桌面能周日前装好吗？')
    await agent.says('可以的，周六上午给您送装。')
    await visitor.hears('可以的，周六上午给您送装。')
    await visitor.panel.getByRole('heading', { name: '安晴 · 售前' }).waitFor()
    await visitor.says('那就周六，谢谢。')
    await agent.hears('那就周六，谢谢。')

    // The lamp is lit while he is there, and no longer.
    const lamp = agent.desk.locator('.dialogue-row .lamp').first()
    expect(await lamp.getAttribute('title')).toBe('顾客在线')
    await visitor.page.close()
    await agent.desk.getByTitle('顾客已离线').waitFor()
  },
)
