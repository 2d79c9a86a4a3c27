import { expect } from 'vitest'
import { story } from './stage/story'

story('CON-04: the list is searched, sorted and cleared', async (stage) => {
  const [lamp, sofa] = [await stage.visitor(), await stage.visitor()]
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork('忙碌')
  for (const [visitor, words] of [
    [lamp, '落地灯能开发票吗'],
    [sofa, '沙发能进八十二公分的门吗'],
  ] as const) {
    await visitor.openPanel()
    await visitor.says(words)
    await agent.accepts()
    await agent.hears(words)
  }
  const { page, desk } = agent
  const rows = desk.locator('.dialogue-row[data-ended=false]')
  await expect.poll(() => rows.count()).toBe(2)

  // By words of the last line; Enter opens what was found, Esc ends the search where it began.
  await page.keyboard.press('Alt+s')
  const field = page.getByRole('textbox', { name: '搜索对话' })
  await field.fill('落地灯')
  await expect.poll(() => rows.count()).toBe(1)
  await field.press('Enter')
  await agent.hears('落地灯能开发票吗')
  await page.keyboard.press('Alt+s')
  await field.fill('没有这回事')
  await page.getByText('没有符合条件的对话。').waitFor()
  await page.getByRole('button', { name: '显示全部对话' }).click()
  await expect.poll(() => rows.count()).toBe(2)

  // By number instead of by urgency, also after a reload.
  await page.getByRole('button', { name: '排序' }).click()
  await page.getByRole('menuitem', { name: '按房间号' }).click()
  await page.reload()
  await rows.nth(1).waitFor()
  const numbers = () => rows.locator('.dialogue-row-top > .ellipsis').allTextContents()
  await expect.poll(async () => (await numbers()).length).toBe(2)
  expect(await numbers()).toEqual((await numbers()).toSorted())

  // What goes on is ended only after a question; then it is gone from the list, and the visitor is told.
  await rows.filter({ hasText: '落地灯' }).getByRole('link').click()
  await agent.hears('落地灯能开发票吗')
  await page.keyboard.press('Alt+c')
  const question = page.getByRole('dialog', { name: /^结束并清除访客/ })
  await question.getByText('顾客还有消息没有回复。').waitFor()
  await question.getByRole('button', { name: '结束并清除' }).click()
  await page.getByRole('button', { name: '不填写，直接清除' }).click()
  await lamp.hears('客服结束了对话')
  await expect.poll(() => rows.count()).toBe(1)
  expect(await desk.getByText('落地灯').count()).toBe(0)
  await page.getByText('已清除1个对话').waitFor()
  await page.getByRole('button', { name: '撤销' }).click()
  await desk
    .getByText(/^客服关闭 · 时长/)
    .first()
    .waitFor()
})
