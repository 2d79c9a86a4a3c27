import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

/** One consultation from the question to the end by the agent. */
async function consult(visitor: Visitor, agent: Agent, question: string, answer: string): Promise<void> {
  await visitor.says(question)
  await agent.accepts()
  await agent.hears(question)
  await agent.says(answer)
  await visitor.hears(answer)
  await agent.ends()
  await visitor.panel.getByRole('button', { name: '继续咨询' }).waitFor()
}

/** Says something in the dialogue before the agent, faster than anybody types. */
async function tell(agent: Agent, text: string): Promise<void> {
  const { origin, pathname } = new URL(agent.page.url())
  const answer = await agent.context.request.post(
    `${origin}/api/conversations/${pathname.split('/').at(-1)}/messages`,
    {
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
      data: { body: { kind: 'text', text } },
    },
  )
  expect(answer.status()).toBe(200)
}

/**
 * Scrolls up by steps until nothing more comes. The result says, for each step, by how many pixels something on screen
 * stood elsewhere afterwards than the step alone explains.
 */
const scrollUp = `(async () => {
  const box = document.querySelector('.scroll')
  const jumps = []
  for (let quiet = 0; quiet < 5; ) {
    const anchor = [...box.querySelectorAll('.msg')].find((one) => one.getBoundingClientRect().bottom > 100)
    const step = Math.min(150, box.scrollTop)
    const before = anchor.getBoundingClientRect().top
    box.scrollTop -= step
    await new Promise((resolve) => setTimeout(resolve, 120))
    jumps.push(Math.abs(anchor.getBoundingClientRect().top - before - step))
    quiet = step === 0 ? quiet + 1 : 0
  }
  return jumps
})()`

story('who asks again has what was said before above it; on another day too', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await consult(visitor, agent, '沙发有几种颜色？', '三种：灰、米、墨绿。')

  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.input.waitFor()
  const until = visitor.thread.getByText('以上是之前的咨询', { exact: true })
  await until.waitFor()
  await consult(visitor, agent, '墨绿的有现货吗？', '有，今天发。')
  // In the order in which it was said.
  const order = async () => {
    const words = ['沙发有几种颜色？', '三种：灰、米、墨绿。', '以上是之前的咨询', '墨绿的有现货吗？', '有，今天发。']
    const boxes = await Promise.all(words.map((text) => visitor.said(text).boundingBox()))
    const tops = boxes.map((box) => box?.y ?? Number.NaN)
    return tops.every((top, index) => index === 0 || top > (tops[index - 1] ?? 0))
  }
  expect(await order()).toBe(true)

  // Another day: the page is loaded anew, and only the log knows.
  await visitor.page.reload()
  await visitor.launcher.click()
  await visitor.hears('有，今天发。')
  await visitor.hears('沙发有几种颜色？')
  expect(await order()).toBe(true)
  expect(await visitor.said('沙发有几种颜色？').count()).toBe(1)
  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.input.waitFor()
  await until.waitFor()
  for (const text of ['沙发有几种颜色？', '墨绿的有现货吗？']) {
    await visitor.hears(text)
    expect([text, await visitor.said(text).count()]).toEqual([text, 1])
  }
})

story('a long history comes page by page as one scrolls up, and nothing jumps', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  for (const round of [1, 2]) {
    if (round > 1) await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
    await visitor.says(`第${round}次来问`)
    await agent.accepts()
    for (let line = 1; line <= 40; line += 1) await tell(agent, `第${round}次的第${line}句，写长一点才要滚动`)
    await visitor.hears(`第${round}次的第40句，写长一点才要滚动`)
    await agent.ends()
    await visitor.panel.getByRole('button', { name: '继续咨询' }).waitFor()
  }
  await visitor.page.reload()
  await visitor.launcher.click()
  await visitor.hears('第2次的第40句，写长一点才要滚动')

  // Up to the very beginning, as with a wheel; wherever something comes in above, what one reads stays where it is.
  const frame = await visitor.frame()
  const jumps = await frame.evaluate<number[]>(scrollUp)
  expect(jumps.length).toBeGreaterThan(10)
  expect(Math.max(...jumps)).toBeLessThanOrEqual(1)
  await visitor.hears('第1次来问')
  const said = await frame.evaluate<string[]>(
    `[...document.querySelectorAll('.scroll .msg .bubble')].map((bubble) => bubble.textContent)`,
  )
  const spoken = said.filter((text) => text.startsWith('第'))
  expect(new Set(spoken).size).toBe(spoken.length)
  expect(spoken).toHaveLength(82)
  expect(spoken.at(0)).toBe('第1次来问')
  expect(spoken.at(-1)).toBe('第2次的第40句，写长一点才要滚动')
})

story('what was recalled, noted, or said by another customer is no part of it', async (stage) => {
  const [visitor, other] = [await stage.visitor(), await stage.visitor()]
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork('忙碌')
  await other.openPanel()
  await other.says('别人的问题')
  await agent.accepts()
  await agent.hears('别人的问题')
  await agent.ends()

  await visitor.openPanel()
  await visitor.says('我的问题')
  await agent.accepts()
  await agent.hears('我的问题')
  await agent.page.getByText('内部备注', { exact: true }).click()
  await agent.page.getByRole('textbox', { name: '内部备注' }).fill('不能让顾客看到')
  await agent.page.getByRole('button', { name: '保存备注' }).click()
  await agent.said('不能让顾客看到').waitFor()
  await agent.page.getByText('回复', { exact: true }).click()
  await agent.says('说错了的话')
  await visitor.hears('说错了的话')
  await agent.input.press('Alt+z')
  await visitor.hears('消息已撤回')
  await agent.says('说对了的话')
  await agent.ends()

  await visitor.page.reload()
  await visitor.launcher.click()
  await visitor.panel.getByRole('button', { name: '继续咨询' }).click()
  await visitor.input.waitFor()
  await visitor.thread.getByText('以上是之前的咨询', { exact: true }).waitFor()
  for (const text of ['我的问题', '说对了的话', '消息已撤回']) await visitor.hears(text)
  for (const text of ['别人的问题', '不能让顾客看到', '说错了的话']) {
    expect([text, await visitor.panel.getByText(text).count()]).toEqual([text, 0])
  }
})
