import { afterAll, beforeAll, expect, inject } from 'vitest'
import type { Agent } from './stage/agent'
import { openHostileProxy, type HostileProxy } from './stage/hostile-proxy'
import type { Stage } from './stage/stage'
import { story } from './stage/story'
import { Visitor } from './stage/visitor'

let refusing: HostileProxy
let buffering: HostileProxy
beforeAll(async () => {
  const { origin } = inject('product')
  refusing = await openHostileProxy(origin)
  buffering = await openHostileProxy(origin, { buffers: true })
})
afterAll(() => Promise.all([refusing.stop(), buffering.stop()]))

async function agentBehind(proxy: HostileProxy, stage: Stage, login: string): Promise<Agent> {
  const agent = await stage.atSignIn(login)
  await agent.page.goto(`${proxy.origin}/console/`)
  await agent.signIn()
  await agent.startButton.waitFor()
  return agent
}

async function visitorBehind(proxy: HostileProxy, stage: Stage): Promise<Visitor> {
  const visitor = await stage.chatPage('yunshan')
  await visitor.page.goto(new URL(visitor.page.url()).href.replace(stage.product.origin, proxy.origin))
  return visitor
}

const lamp = ({ page }: Agent) => page.locator('.connection-lamp')

story('where no WebSocket gets through, people talk all the same, by one stream for all tabs', async (stage) => {
  stage.allowOutage()
  const agent = await agentBehind(refusing, stage, 'yunshan:anqing')
  await agent.startWork()
  const visitor = await visitorBehind(refusing, stage)
  await visitor.says('公司网络连得上吗？')
  await agent.accepts()
  await agent.says('连得上，请讲。')
  await visitor.hears('连得上，请讲。')
  expect(await lamp(agent).getAttribute('title')).toContain('WebSocket')
  expect(refusing.streams).toBe(2)

  await Promise.all([visitor.page.reload(), agent.page.reload()])
  await visitor.hears('连得上，请讲。')
  await agent.hears('公司网络连得上吗？')

  // Another tab of the visitor speaks through the first one, and goes on when that closes.
  const second = new Visitor(await visitor.context.newPage(), visitor.context, true)
  await second.page.goto(visitor.page.url())
  await second.hears('连得上，请讲。')
  await second.says('我换了个标签页')
  await visitor.hears('我换了个标签页')
  await agent.hears('我换了个标签页')
  await expect.poll(() => refusing.streams).toBe(2)
  await visitor.page.close()
  await agent.says('看到了。')
  await second.hears('看到了。')
  await second.says('前一个已经关了')
  await agent.hears('前一个已经关了')
  await expect.poll(() => refusing.streams).toBe(2)
})

story('where a proxy holds streams back as well, they ask again and again, and still talk', async (stage) => {
  stage.allowOutage()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  const visitor = await visitorBehind(buffering, stage)
  await visitor.says('这里连流都过不去')
  await agent.accepts()
  await agent.says('也能收到。')
  await visitor.hears('也能收到。')
  expect(buffering.polls).toBeGreaterThan(0)
  await visitor.page.reload()
  await visitor.hears('也能收到。')
  await visitor.says('刷新以后也在')
  await agent.hears('刷新以后也在')
})
