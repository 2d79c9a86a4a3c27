import { expect } from 'vitest'
import { story } from './stage/story'

story('VIS-03: the visitor ends; what he asks afterwards is a new conversation', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:baihe')
  await agent.startWork('忙碌')
  await agent.accepts()
  await agent.says('您好，我是白禾。')
  await visitor.hears('您好，我是白禾。')
  const first = agent.page.url()

  await visitor.ends()
  await visitor.hears('您结束了对话')
  await agent.thread.getByText('顾客结束了对话').waitFor()
  await agent.page.getByText('对话已结束，不能再发送消息。').waitFor()

  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.says('还想问问沙发。')
  await agent.accepts()
  await agent.hears('还想问问沙发。')
  expect(agent.page.url()).not.toBe(first)
  // What was said before stands above it.
  await agent.said('您好，我是白禾。').waitFor()
})

story('the agent ends; both sides are told and nothing more can be said', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('没事了，谢谢。')
  const agent = await stage.agent('yunshan:baihe')
  await agent.startWork()
  await agent.accepts()

  await agent.page.getByRole('button', { name: '结束', exact: true }).click()
  await agent.page.getByRole('dialog').getByText('顾客还有消息没有回复。').waitFor()
  await agent.page.getByRole('button', { name: '继续接待' }).click()
  await agent.says('不客气，再见！')
  await agent.ends()

  await agent.thread.getByText('客服结束了对话').waitFor()
  await visitor.hears('客服结束了对话')
  await visitor.panel.getByRole('button', { name: '继续咨询' }).waitFor()
  expect(await visitor.input.count()).toBe(0)
  expect(await agent.input.count()).toBe(0)

  // What ended stays in the list over a reload, until it is cleared; and that can be undone.
  await agent.page.reload()
  await agent.clearsLatest()
  await agent.page.getByRole('button', { name: '撤销' }).click()
  await agent.desk
    .getByText(/^客服关闭/)
    .first()
    .waitFor()
  await agent.page.getByRole('button', { name: '全部清除' }).click()
  await agent.page.getByRole('button', { name: '不填写，直接清除' }).click()
  await agent.desk.getByText('现在没有对话').waitFor()
  await agent.page.reload()
  await agent.desk.getByText('现在没有对话').waitFor()
})

story('VIS-05: whoever does not want to wait leaves the line', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:baihe')
  await agent.startWork('忙碌')
  await agent.page.getByRole('region', { name: /^排队/ }).waitFor()
  await visitor.panel.getByRole('button', { name: '退出排队' }).click()
  await visitor.panel.getByRole('dialog').getByRole('button', { name: '退出排队' }).click()
  await visitor.hears('您结束了对话')
  await agent.page.getByRole('region', { name: /^排队/ }).waitFor({ state: 'detached' })
})
