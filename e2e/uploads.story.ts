import { expect } from 'vitest'
import { story } from './stage/story'
import { pdfFile, pngFile } from './stage/test-files'

story('an upload can be cancelled, fails visibly and is tried again; what is dropped is sent', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  const { page } = agent
  const files = page.locator('input[type=file][aria-label="发送文件"]')
  const uploads = '**/api/conversations/*/files'

  // Held back on the way: there is something to cancel.
  await page.route(uploads, () => undefined)
  await files.setInputFiles(pdfFile('取消.pdf', 'never arrives'))
  await page.getByRole('progressbar').waitFor()
  await page.getByRole('button', { name: '取消上传' }).click()
  await page.getByText('取消.pdf').waitFor({ state: 'detached' })
  await page.unroute(uploads)

  stage.allowOutage()
  await page.route(uploads, (route) => route.abort(), { times: 1 })
  await files.setInputFiles(pdfFile('说明.pdf', 'arrives the second time'))
  const failed = page.getByRole('alert').filter({ hasText: '上传失败' })
  await failed.getByRole('button', { name: '重试' }).click()
  await visitor.panel.getByRole('link', { name: /说明\.pdf/ }).waitFor()

  const { buffer } = pngFile('划痕.png', 200, 120, [180, 60, 40])
  const carried = await page.evaluateHandle((bytes) => {
    const { DataTransfer: Transfer, File: AnyFile } = globalThis as unknown as {
      DataTransfer: new () => { items: { add(file: unknown): void } }
      File: new (parts: Uint8Array[], name: string, options: { type: string }) => unknown
    }
    const transfer = new Transfer()
    transfer.items.add(new AnyFile([Uint8Array.from(bytes)], '划痕.png', { type: 'image/png' }))
    return transfer
  }, Array.from(buffer))
  const zone = page.locator('.drop-zone')
  await zone.dispatchEvent('dragenter', { dataTransfer: carried })
  await page.getByText('松开就发送给顾客').waitFor()
  await zone.dispatchEvent('drop', { dataTransfer: carried })
  await page.getByText('松开就发送给顾客').waitFor({ state: 'detached' })
  await visitor.panel.getByRole('img', { name: '图片 划痕.png' }).first().waitFor()
  expect(await agent.thread.getByText('取消.pdf').count()).toBe(0)
})

story('an image is looked at closely by keyboard, the next one too, and the focus comes back', async (stage) => {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork()
  await agent.accepts()
  const { page } = agent
  const files = page.locator('input[type=file][aria-label="发送图片"]')
  for (const name of ['一.png', '二.png']) {
    await files.setInputFiles(pngFile(name, 900, 600, [40, 90, name === '一.png' ? 200 : 40]))
    await agent.thread.getByRole('button', { name: `图片 ${name}` }).waitFor()
  }
  const opener = agent.thread.getByRole('button', { name: '图片 二.png' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog', { name: '查看图片 二.png' })
  await viewer.getByText('2 / 2').waitFor()
  await page.keyboard.press('+')
  await viewer.getByText('150%').waitFor()
  await page.keyboard.press('0')
  await viewer.getByText('100%').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), viewer.getByRole('link', { name: '下载' }).click()])
  expect(saved.suggestedFilename()).toBe('二.png')
  await page.keyboard.press('ArrowLeft')
  await page.getByRole('dialog', { name: '查看图片 一.png' }).getByText('1 / 2').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})
