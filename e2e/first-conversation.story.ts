import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { story } from './stage/story'
import { talk, type Talk } from './stage/talk'
import { Visitor } from './stage/visitor'

story(
  'CON-02, CON-03, RTE-01, RTE-04: a visitor asks, an agent who was away starts work, is given him and answers',
  async (stage) => {
    // Told once as most people have it: in a whole browser, and with everything that moves.
    const visitor = await stage.visitor(stage.demoShop, { reducedMotion: 'no-preference' })
    // Another site than the panel's, so that the panel is third party here.
    expect(new URL(visitor.page.url()).hostname).not.toBe(new URL(stage.product.origin).hostname)
    await visitor.openPanel()
    await visitor.panel.getByText('您好，欢迎来到云杉家居，请问想看看什么？').waitFor()
    await visitor.panel.getByRole('heading', { name: '正在为您接通客服' }).waitFor()
    await visitor.says('换桌面能周日前装好吗？')

    const agent = await stage.agent('yunshan:anqing', { reducedMotion: 'no-preference' })
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
    const url = visitor.page.url()
    const later = await visitor.context.newPage()
    await visitor.page.close()
    await agent.desk.getByTitle('顾客已离线').waitFor()
    await returnsToAnswers({ visitor: new Visitor(later, visitor.context), agent }, url)
  },
  { browser: 'whole' },
)

/** What a screen reader calls the launcher, and what stands on its badge. */
async function badge(visitor: Visitor): Promise<[string | null, string | null]> {
  const text = visitor.launcher.locator('.badge:not([hidden])')
  return [await visitor.launcher.getAttribute('aria-label'), (await text.count()) ? await text.textContent() : null]
}

/** What was answered after the visitor left is counted on the launcher when he returns. */
async function returnsToAnswers({ visitor, agent }: Talk, url: string): Promise<void> {
  // Nobody of his is connected while the agent writes.
  await agent.page.getByText('离线').first().waitFor()
  await agent.says('下周三到。')
  await agent.says('到了给您发短信。')

  await visitor.page.goto(url)
  await expect.poll(() => badge(visitor)).toEqual(['联系客服，2条未读消息', '2'])
  await visitor.openPanel()
  await visitor.hears('下周三到。')
  await visitor.hears('到了给您发短信。')
  await visitor.panel.getByRole('button', { name: '收起' }).click()
  expect(await badge(visitor)).toEqual(['联系客服', null])

  // With the panel folded it counts as well; what another tab shows is read in both.
  await agent.says('短信发了。')
  await expect.poll(() => badge(visitor)).toEqual(['联系客服，1条未读消息', '1'])
  const tab = await visitor.context.newPage()
  await tab.goto(url)
  await tab.getByRole('button', { name: '联系客服，1条未读消息' }).click()
  await tab.frameLocator('keqiao-widget iframe').getByText('短信发了。', { exact: true }).waitFor()
  await expect.poll(() => badge(visitor)).toEqual(['联系客服', null])
  await tab.close()

  // The last word and the end came while he was gone: he is told all the same.
  await visitor.page.goto('about:blank')
  await agent.says('再见。')
  await agent.ends()
  await visitor.page.goto(url)
  await expect.poll(() => badge(visitor)).toEqual(['联系客服，1条未读消息', '1'])
}

story(
  'CON-13: each side sees that the other writes; the agent sees what, and the visitor was told so',
  async (stage) => {
    const { visitor, agent } = await talk(stage, '请问')
    await visitor.panel.getByText('为更快答复您，客服可能看到正在输入的内容').waitFor()
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

story(
  'VIS-03, VIS-05: one visitor leaves the line; another ends and asks again, until the agent ends and clears',
  async (stage) => {
    const agent = await stage.agent('yunshan:baihe')
    await agent.startWork('忙碌')
    const [hesitant, visitor] = [await stage.visitor(), await stage.visitor()]
    await hesitant.openPanel()
    await leavesTheLine({ visitor: hesitant, agent })
    await visitor.openPanel()
    await visitorEnds({ visitor, agent })
    await agentEnds({ visitor, agent })
    await clears(agent)
  },
)

/** Whoever does not want to wait leaves the line. */
async function leavesTheLine({ visitor, agent }: Talk): Promise<void> {
  await agent.page.getByRole('region', { name: /^排队/ }).waitFor()
  await visitor.panel.getByRole('button', { name: '退出排队' }).click()
  await visitor.panel.getByRole('dialog').getByRole('button', { name: '退出排队' }).click()
  await visitor.hears('您结束了对话')
  await agent.page.getByRole('region', { name: /^排队/ }).waitFor({ state: 'detached' })
}

/** The visitor ends; what he asks afterwards is a new conversation. */
async function visitorEnds({ visitor, agent }: Talk): Promise<void> {
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
}

/** The agent ends; both sides are told and nothing more can be said. */
async function agentEnds({ visitor, agent }: Talk): Promise<void> {
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
}

/** What ended stays in the list over a reload, until it is cleared; and that can be undone. */
async function clears(agent: Agent): Promise<void> {
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
}
