import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { story } from './stage/story'
import { lyingFile, pdfFile, pngFile } from './stage/test-files'

story('VIS-09: pictures and files go both ways; a file that lies about itself is refused', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  const visitorFiles = visitor.panel.getByLabel('发送图片或文件')
  const agentFiles = agent.page.locator('input[type=file][aria-label="发送文件"]')

  const scratch = pngFile('划痕.png', 320, 200, [180, 60, 40])
  await visitorFiles.setInputFiles(scratch)
  await isDrawn(agent.thread.getByRole('img', { name: '图片 划痕.png' }), 320)
  await isDrawn(visitor.panel.getByRole('img', { name: '图片 划痕.png' }), 320)

  const manual = pdfFile('安装说明.pdf', 'Turn the bolt twice')
  await agentFiles.setInputFiles(manual)
  const offered = visitor.panel.getByRole('link', { name: /安装说明\.pdf/ })
  expect(await download(visitor.page, offered)).toEqual(manual.buffer)

  await visitorFiles.setInputFiles({
    name: '订单.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('订单号 20261121\n'),
  })
  const order = agent.page.getByRole('link', { name: '下载 订单.txt' })
  expect((await download(agent.page, order)).toString()).toBe('订单号 20261121\n')

  await agent.page
    .locator('input[type=file][aria-label="发送图片"]')
    .setInputFiles(pngFile('新桌面.png', 640, 480, [40, 120, 80]))
  await isDrawn(visitor.panel.getByRole('img', { name: '图片 新桌面.png' }), 640)

  await visitorFiles.setInputFiles(lyingFile)
  const refused = visitor.panel.getByRole('alert').filter({ hasText: '不支持这种文件' })
  await refused.waitFor()
  await refused.getByRole('button', { name: '删除' }).click()
  await refused.waitFor({ state: 'detached' })
  await agentFiles.setInputFiles(lyingFile)
  await agent.page.getByRole('alert').filter({ hasText: '这种文件不能发送' }).waitFor()

  // The conversation goes on, and neither refused file is in it.
  await visitor.says('图片里就是那道划痕')
  await agent.hears('图片里就是那道划痕')
  expect(await agent.thread.getByText('餐桌.png').count()).toBe(0)
})

/** The picture is there, decoded, and as wide as it was made. */
async function isDrawn(picture: Locator, width: number): Promise<void> {
  await picture.first().waitFor()
  const naturalWidth = () => picture.first().evaluate((image) => (image as { naturalWidth?: number }).naturalWidth)
  await expect.poll(naturalWidth, { timeout: 30_000 }).toBe(width)
}

async function download(page: Page, link: Locator): Promise<Buffer> {
  const [arrived] = await Promise.all([page.waitForEvent('download'), link.click()])
  const folder = await mkdtemp(join(tmpdir(), 'keqiao-download-'))
  try {
    await arrived.saveAs(join(folder, 'file'))
    return await readFile(join(folder, 'file'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
