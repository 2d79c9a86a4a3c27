import { expect } from 'vitest'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

/** What a screen reader calls the launcher, and what stands on its badge. */
async function badge(visitor: Visitor): Promise<[string | null, string | null]> {
  const text = visitor.launcher.locator('.badge:not([hidden])')
  return [await visitor.launcher.getAttribute('aria-label'), (await text.count()) ? await text.textContent() : null]
}

story('what was answered after the visitor left is counted on the launcher when he returns', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('什么时候到货？')
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  await agent.hears('什么时候到货？')

  // He goes; nobody of his is connected while the agent writes.
  const url = visitor.page.url()
  await visitor.page.goto('about:blank')
  await agent.page.getByText('离线').first().waitFor()
  await agent.says('下周三到。')
  await agent.says('到了给您发短信。')

  await visitor.page.goto(url)
  await expect.poll(() => badge(visitor), { timeout: 30_000 }).toEqual(['联系客服，2条未读消息', '2'])
  await visitor.openPanel()
  await visitor.hears('下周三到。')
  await visitor.hears('到了给您发短信。')
  await visitor.panel.getByRole('button', { name: '收起' }).click()
  expect(await badge(visitor)).toEqual(['联系客服', null])

  // With the panel folded it counts as well; what another tab shows is read in both.
  await agent.says('短信发了。')
  await expect.poll(() => badge(visitor), { timeout: 30_000 }).toEqual(['联系客服，1条未读消息', '1'])
  const tab = await visitor.context.newPage()
  await tab.goto(url)
  await tab.getByRole('button', { name: '联系客服，1条未读消息' }).click()
  await tab.frameLocator('keqiao-widget iframe').getByText('短信发了。', { exact: true }).waitFor()
  await expect.poll(() => badge(visitor), { timeout: 30_000 }).toEqual(['联系客服', null])
  await tab.close()

  // The last word and the end came while he was gone: he is told all the same.
  await visitor.page.goto('about:blank')
  await agent.says('再见。')
  await agent.ends()
  await visitor.page.goto(url)
  await expect.poll(() => badge(visitor), { timeout: 30_000 }).toEqual(['联系客服，1条未读消息', '1'])
})
