import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { story } from './stage/story'
import { lyingFile, pngFile } from './stage/test-files'

/** Pixels of the picture that was loaded; 1 where there is none. */
const widthOf = (image: Locator) => image.evaluate((element) => (element as { naturalWidth?: number }).naturalWidth)

story('MGT-02: an agent chooses a picture, cuts it square, and the visitor sees it', async (stage) => {
  const agent = await stage.agent('yunshan:chenmo')
  const { page } = agent
  const own = page.getByRole('button', { name: /我的设置$/ }).locator('img')
  await expect.poll(() => widthOf(own), { timeout: 30_000 }).toBe(1)
  const openForm = async () => {
    await page.getByRole('button', { name: /我的设置$/ }).click()
    await page.getByRole('menuitem', { name: '头像' }).click()
  }
  await openForm()
  const dialog = page.getByRole('dialog', { name: '头像' })
  expect(await dialog.getByRole('button', { name: '移除头像' }).isDisabled()).toBe(true)
  await dialog.getByLabel('选择图片').setInputFiles(lyingFile)
  await page.getByText('这张图片打不开', { exact: false }).waitFor()
  await dialog.getByLabel('选择图片').setInputFiles(pngFile('我.png', 320, 200, [30, 120, 90]))
  const crop = dialog.getByRole('img', { name: '拖动图片，或用方向键移动' })
  await crop.press('ArrowLeft')
  await dialog.getByRole('slider').press('ArrowRight')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('头像已更新').waitFor()
  await expect.poll(() => widthOf(own), { timeout: 30_000 }).toBe(192)

  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('您好')
  const boss = await stage.agent('yunshan:admin')
  await agent.startWork('忙碌')
  await boss.page.getByRole('button', { name: /^分配访客/ }).click()
  await boss.page.getByRole('radio', { name: /陈默/ }).check()
  await boss.page.getByRole('dialog').getByRole('button', { name: '分配', exact: true }).click()
  await agent.turnsToOther()
  await agent.says('您好，我是陈默。')
  const shown = visitor.panel.locator('header img')
  await expect.poll(() => widthOf(shown), { timeout: 30_000 }).toBe(192)
  await expect.poll(() => widthOf(agent.thread.locator('.avatar img').last()), { timeout: 30_000 }).toBe(192)

  await openForm()
  await dialog.getByRole('button', { name: '移除头像' }).click()
  await expect.poll(() => widthOf(own), { timeout: 30_000 }).toBe(1)
})
