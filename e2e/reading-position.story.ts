import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { saysMuch } from './stage/many-messages'
import { story } from './stage/story'

const texts = ['第{i}条', '第{i}条：这张桌子一米四，我家餐厅宽一米八，放得下吗？\n周末能不能送到？', '第{i}条，好的']

/** Where the rows in sight stand: what each says, and pixels from the upper edge of the window. */
const inSight = ({ page }: Agent) =>
  page.evaluate<[string, number][]>(`(() => {
    const scroller = document.querySelector('.thread-scroller')
    const seen = scroller.getBoundingClientRect()
    return Array.from(scroller.querySelectorAll('.thread-row'))
      .map((row) => [row, row.getBoundingClientRect()])
      .filter(([, { top, bottom }]) => bottom > seen.top && top < seen.bottom)
      .map(([row, { top }]) => [row.innerText, Math.round(top - seen.top)])
  })()`)

story('who turns to another dialogue and back reads on where he was', async (stage) => {
  const first = await stage.visitor()
  await first.openPanel()
  await saysMuch(first, { counts: [160], texts })
  await first.page.reload()
  await first.openPanel()
  const second = await stage.visitor()
  await second.openPanel()
  await second.says('在吗？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  const { page } = agent
  const rowOf = (text: string) => agent.desk.getByRole('link', { name: text })
  await rowOf('第160条').click()
  await agent.hears('第160条')

  // Into an older page, and not to the beginning of a row.
  await agent.thread.hover()
  await page.mouse.wheel(0, -2_600)
  await page.getByRole('button', { name: '回到最新消息' }).waitFor()
  await page.mouse.wheel(0, -37)
  const settled = async () => {
    const before = JSON.stringify(await inSight(agent))
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    return JSON.stringify(await inSight(agent)) === before
  }
  await expect.poll(settled).toBe(true)
  const before = await inSight(agent)
  expect(before.some(([text]) => text.includes('第160条'))).toBe(false)

  await rowOf('在吗？').last().click()
  await agent.hears('在吗？')
  await first.says('还在吗？')
  await agent.desk.getByText('还在吗？').waitFor()
  await rowOf('还在吗？').first().click()
  await page.getByRole('button', { name: '1条新消息' }).waitFor()
  await expect.poll(() => inSight(agent)).toEqual(before)
  // What came meanwhile is below, not above.
  expect(await page.getByRole('button', { name: /未读消息/ }).count()).toBe(0)

  // What is new stays new while he does not go there.
  await rowOf('在吗？').last().click()
  await agent.hears('在吗？')
  await rowOf('还在吗？').first().click()
  await expect.poll(() => inSight(agent)).toEqual(before)
  await page.getByRole('button', { name: '1条新消息' }).click()
  await agent.hears('还在吗？')

  // At the end there is no place to come back to but the end.
  await rowOf('在吗？').last().click()
  await agent.hears('在吗？')
  await first.says('在的话请回一下')
  await agent.desk.getByText('在的话请回一下').waitFor()
  await rowOf('在的话请回一下').click()
  await agent.hears('在的话请回一下')
  await agent.thread.getByText('以下是未读消息').waitFor()
  await page.getByRole('button', { name: /新消息/ }).waitFor({ state: 'detached' })
})
