import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { findings } from './stage/axe'
import { saysMuch } from './stage/many-messages'
import { story } from './stage/story'

const texts = [
  '第{n}次第{i}条',
  '第{n}次第{i}条：「北岸」餐桌一米四的有现货吗？我家餐厅宽一米八，想知道放得下放不下，周末能不能送到？',
  '第{n}次第{i}条\n两行的',
  '第{n}次第{i}条，好的',
]
/** With what is said by hand, more than 2,000 in all. */
const counts = [30, 640, 4, 700, 600, 40]

story('an agent reads 2,000 messages of six consultations up to the first word, and nothing jumps', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('第一次来，沙发套可以拆洗吗？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  await agent.says('可以，拉链在背面，水温不超过三十度。')
  await saysMuch(visitor, { counts, texts })
  // What he said since the panel was open is shown by a new one.
  await visitor.page.reload()
  const { page } = agent
  // All of it has come before he looks: what comes while he does is not unread.
  await agent.desk.getByText('第6次第40条，好的').waitFor()
  await agent.others.first().click()
  await agent.hears('第6次第40条，好的')

  // The unread ones begin above the window; their line is where they begin.
  await page.getByRole('button', { name: '40条未读消息' }).click()
  await agent.thread.getByText('以下是未读消息').waitFor()
  await page.getByRole('button', { name: '40条未读消息' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '回到最新消息' }).click()
  await agent.hears('第6次第40条，好的')

  // The wheel, step by step, through every page to the very beginning.
  const walked = await wheelToTheTop(agent)
  expect(walked.pages).toBeGreaterThan(30)
  expect(walked.worstJump).toBeLessThanOrEqual(1)
  expect(walked.worstStep).toBeLessThanOrEqual(1)
  await agent.hears('第一次来，沙发套可以拆洗吗？')
  await agent.thread.getByRole('heading', { name: '第1次咨询' }).waitFor()
  expect(walked.rows).toBeLessThan(80)

  // What arrives meanwhile moves nothing, and is told.
  const before = await topOf(agent, '第一次来，沙发套可以拆洗吗？')
  await visitor.openPanel()
  await visitor.says('还在吗？')
  await page.getByRole('button', { name: '1条新消息' }).waitFor()
  expect(Math.abs((await topOf(agent, '第一次来，沙发套可以拆洗吗？')) - before)).toBeLessThanOrEqual(1)
  await page.getByRole('button', { name: '1条新消息' }).click()
  await agent.hears('还在吗？')

  // By keyboard: to the first word, a page down, back to the last one.
  await agent.thread.focus()
  await page.keyboard.press('Home')
  await agent.hears('第一次来，沙发套可以拆洗吗？')
  await page.keyboard.press('PageDown')
  const top = (await agent.thread.boundingBox())?.y ?? 0
  await expect.poll(() => topOf(agent, '第一次来，沙发套可以拆洗吗？')).toBeLessThan(top)
  await page.keyboard.press('End')
  await agent.hears('还在吗？')
  // While one writes, too; the caret stays where it is.
  await agent.input.fill('在的')
  await page.keyboard.press('PageUp')
  await page.getByRole('button', { name: '回到最新消息' }).waitFor()
  await page.keyboard.type('，您说')
  expect(await agent.input.innerText()).toBe('在的，您说')
})

story('the list of earlier consultations leads to each of them in the thread, after a reload too', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  const { page } = agent
  await page.getByRole('tab', { name: '历史' }).click()
  await page.getByText('还没有历史对话').waitFor()
  await saysMuch(visitor, { counts: [3, 120, ...Array.from({ length: 22 }, () => 2), 5], texts })
  await visitor.page.reload()
  await visitor.openPanel()
  await agent.others.first().click()
  await agent.hears('第25次第5条')
  await page.getByRole('tab', { name: '历史' }).click()
  const lines = page.getByRole('tabpanel').getByRole('listitem')
  await expect.poll(() => lines.count()).toBe(20)
  await page.getByRole('button', { name: '更早的对话' }).click()
  await expect.poll(() => lines.count()).toBe(24)
  expect(await lines.last().innerText()).toMatch(/^第1次咨询[^]*安晴 · 访客结束 · 3条消息(\s|$)/)
  await lines.nth(22).click()
  await agent.thread.getByRole('heading', { name: '第2次咨询' }).waitFor()
  await agent.hears('第2次第1条')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])
  }

  // The tab of a dialogue is its own; after a reload the history is there again.
  await page.reload()
  await agent.hears('第25次第5条')
  await page.getByRole('tab', { name: '历史' }).press('Enter')
  await lines.first().waitFor()
  await lines.first().getByRole('button').press('Enter')
  await agent.thread.getByRole('heading', { name: '第24次咨询' }).waitFor()
})

/** Where a row stands on the screen, in pixels. */
async function topOf(agent: Agent, text: string): Promise<number> {
  const box = await agent.said(text).boundingBox()
  if (!box) throw new Error(`${text} is not on the screen`)
  return box.y
}

interface Walked {
  /** Pages that came in above. */
  readonly pages: number
  /** Most pixels a row in sight moved when a page came, or afterwards while it was measured. */
  readonly worstJump: number
  /** Most pixels by which a step of the wheel missed the way it should move the rows. */
  readonly worstStep: number
  /** Most rows that were in the page at once. */
  readonly rows: number
}

/**
 * Turns the wheel until the first message is reached. Every frame is looked at: a row that was in sight at the step before
 * may move by exactly what the wheel says, and by nothing else.
 */
async function wheelToTheTop(agent: Agent): Promise<Walked> {
  const { page } = agent
  const box = await agent.thread.boundingBox()
  if (!box) throw new Error('there is no thread')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.evaluate(watchRows)
  for (let step = 0; step < 600; step += 1) {
    await page.evaluate('window.rowWatch.expect(400)')
    await page.mouse.wheel(0, -400)
    await page.evaluate('window.rowWatch.settled()')
    if (await page.evaluate<boolean>('window.rowWatch.isAtTop()')) {
      return page.evaluate<Walked>('window.rowWatch.end()')
    }
  }
  throw new Error('the beginning was never reached')
}

/** Runs in the page. */
const watchRows = `(() => {
  const scroller = document.querySelector('.thread-scroller')
  const list = scroller.querySelector('.thread-rows')
  const rows = () => Array.from(list.children)
  const bounds = scroller.getBoundingClientRect()
  const walked = { pages: 0, worstJump: 0, worstStep: 0, rows: 0 }
  let tops = new Map(), wheel = 0, first = true, height = list.offsetHeight, still = 0, over = false
  const look = () => {
    if (over) return
    const now = new Map(rows().map((row) => [row, row.getBoundingClientRect().top]))
    walked.rows = Math.max(walked.rows, now.size)
    const moved = []
    for (const [row, top] of now) {
      const before = tops.get(row)
      if (before !== undefined && before < bounds.bottom && before + row.offsetHeight > bounds.top) moved.push(top - before)
    }
    const grown = list.offsetHeight > height + 200
    if (grown) walked.pages += 1
    if (moved.length > 0) {
      // Of what moved together, the middle is the way of the wheel.
      const way = moved.sort((a, b) => a - b)[Math.floor(moved.length / 2)]
      const scattered = Math.max(...moved.map((each) => Math.abs(each - way)))
      if (Math.abs(way) > 0.5 && wheel > 0) {
        walked.worstStep = Math.max(walked.worstStep, scattered, way - wheel > 1 ? way - wheel : 0)
        wheel = Math.max(0, wheel - way)
      } else walked.worstJump = Math.max(walked.worstJump, Math.abs(way), scattered)
      still = Math.abs(way) > 0.5 || grown ? 0 : still + 1
    }
    height = list.offsetHeight
    tops = now
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  const isBusy = () => document.querySelector('.thread-older') !== null
  window.rowWatch = {
    expect(way) { wheel = way; still = 0 },
    async settled() {
      // Above the top there is nothing to turn to.
      const turned = () => wheel < 1 || scroller.scrollTop < 1
      for (let frames = 0; (isBusy() || still < 3 || !turned()) && frames < 300; frames += 1) {
        await new Promise(requestAnimationFrame)
      }
      wheel = 0
    },
    isAtTop: () => scroller.scrollTop < 1 && !isBusy(),
    end() { over = true; return walked },
  }
})()`

const shortAndLong = [
  '第{i}条',
  '第{i}条：这张桌子一米四，我家餐厅宽一米八，放得下吗？\n周末能不能送到？',
  '第{i}条，好的',
]

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
  await saysMuch(first, { counts: [160], texts: shortAndLong })
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
