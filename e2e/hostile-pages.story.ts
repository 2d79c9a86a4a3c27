import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { openForeignShop } from './stage/foreign-shop'
import { hostilePages } from './stage/hostile-pages'
import type { Stage } from './stage/stage'
import { story } from './stage/story'
import type { Visitor } from './stage/visitor'

/** On one page: opens, sends, receives, closes again, and leaves. */
async function talks(visitor: Visitor, agent: Agent, path: string): Promise<void> {
  await visitor.openPanel()
  await visitor.says(`从${path}来问`)
  // By what he asked: another story may have left a visitor behind who cannot be closed any more.
  await agent.desk.getByText(`从${path}来问`).first().click()
  await agent.hears(`从${path}来问`)
  await agent.says(`答${path}`)
  await visitor.hears(`答${path}`)
  const box = await visitor.page.locator('keqiao-widget iframe').boundingBox()
  expect([path, box?.width, box?.height]).toEqual([path, 380, 620])
  await visitor.panel.getByRole('button', { name: '收起' }).click()
  await visitor.launcher.waitFor()
  await visitor.launcher.click()
  await visitor.ends()
  await visitor.hears('您结束了对话')
}

async function onPages(stage: Stage, paths: readonly string[], host?: string): Promise<void> {
  const { origin } = stage.product
  const shop = await openForeignShop(hostilePages(origin, (await stage.merchant('qinghe')).channelKey))
  try {
    const agent = await stage.agent('qinghe:xiaoman')
    await agent.startWork()
    for (const path of paths) await talks(await stage.visitor(shop.url(path, host)), agent, path)
  } finally {
    await shop.stop()
  }
}

story('no style of the page reaches the widget, and nothing of the page lies above it', (stage) =>
  onPages(stage, ['/style', '/covered', '/rtl', '/quirks']),
)

story('the widget needs two sources of the page’s policy, and lives with trusted types and isolation', (stage) =>
  onPages(stage, ['/csp', '/isolated', '/base']),
)

story('pages that patch the language, relax their origin or embed the loader twice have one working widget', (stage) =>
  onPages(stage, ['/patched', '/twice', '/domain'], 'shop.tea.localhost'),
)

story('a page that draws its whole document anew keeps the widget, and its conversation', async (stage) => {
  const shop = await openForeignShop(hostilePages(stage.product.origin, (await stage.merchant('qinghe')).channelKey))
  const visitor = await stage.visitor(shop.url('/redrawn'))
  await visitor.openPanel()
  await visitor.says('还在吗？')
  expect(await visitor.page.locator('keqiao-widget').count()).toBe(1)
  await visitor.page.getByRole('button', { name: 'redraw' }).click()
  await visitor.hears('还在吗？')
  await visitor.says('还在。')
  expect(await visitor.page.locator('keqiao-widget').count()).toBe(1)
  await shop.stop()
})
