import { afterAll, beforeAll, expect } from 'vitest'
import type { Agent } from './stage/agent'
import { runProduct, type RunningProduct } from './stage/running-product'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

/** A product of our own: this story kills it. */
let product: RunningProduct
beforeAll(async () => {
  product = await runProduct()
})
afterAll(() => product.stop())

async function stillServes(agent: Agent, visitor: Visitor, words: string): Promise<void> {
  await agent.says(words)
  await visitor.hears(words)
  await agent.page.getByRole('button', { name: '我的状态: 在线' }).waitFor()
  expect(await visitor.panel.getByText('正在为您重新安排客服').count()).toBe(0)
}

story(
  'reloads and a killed server lose nothing and say nothing twice',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('落地灯有现货吗？')
    const agent = await stage.agent('yunshan:anqing')
    await agent.startWork()
    await agent.accepts()
    await agent.says('有的，今天可以发货。')
    await visitor.hears('有的，今天可以发货。')

    // Reload on both sides; the visitor's panel is where it was as soon as he opens it again.
    await agent.input.fill('需要我帮您')
    await Promise.all([visitor.page.reload(), agent.page.reload()])
    await visitor.openPanel()
    for (const text of ['落地灯有现货吗？', '有的，今天可以发货。']) {
      await visitor.hears(text)
      await agent.hears(text)
    }
    expect(await agent.input.innerText()).toBe('需要我帮您')
    await agent.page.getByRole('button', { name: '我的状态: 在线' }).waitFor()

    // The server is killed while both write.
    stage.allowOutage()
    await product.kill()
    await agent.page.getByText('连接断开，正在恢复。你可以继续写，消息会在恢复后发出。').waitFor()
    await visitor.says('服务器没了时写的话')
    await visitor.panel.getByText('恢复连接后发出').waitFor()
    await agent.says('客服在断线时写的话')
    await agent.input.fill('半句话')
    await product.restart()
    await agent.hears('服务器没了时写的话')
    await visitor.hears('客服在断线时写的话')
    expect(await agent.input.innerText()).toBe('半句话')

    // What is said now comes after all repeats there could have been: then everything is there once, in one order.
    await visitor.says('都收到了吗？')
    await agent.hears('都收到了吗？')
    const once = ['落地灯有现货吗？', '有的，今天可以发货。', '服务器没了时写的话', '客服在断线时写的话']
    for (const text of once) {
      expect([text, await visitor.said(text).count(), await agent.said(text).count()]).toEqual([text, 1, 1])
    }
    await Promise.all([visitor.page.reload(), agent.page.reload()])
    await visitor.openPanel()
    await visitor.hears('都收到了吗？')
    await agent.hears('都收到了吗？')
    for (const text of once) {
      expect([text, await visitor.said(text).count(), await agent.said(text).count()]).toEqual([text, 1, 1])
    }

    // Nor has it made an agent 离开 or taken a dialogue from him; a restart in order does neither.
    await stillServes(agent, visitor, '被杀之后还是我接待。')
    await product.halt()
    await product.restart()
    await stillServes(agent, visitor, '重启之后也是。')
  },
  { product: () => product.facts },
)
