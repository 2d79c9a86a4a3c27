import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import type { Stage } from './stage/stage'
import { story } from './stage/story'
import { talk, type Talk } from './stage/talk'
import { lyingFile, pdfFile, pngFile } from './stage/test-files'

story(
  'VIS-09: pictures are looked at closely; files go both ways, are cancelled, fail and are tried again; a file that lies about itself is refused',
  async (stage) => {
    const both = await talk(stage, '怎么安装？')
    await looksClosely(both)
    await filesGoBothWays(both)
    stage.allowOutage()
    await uploadsAreCancelledAndTriedAgain(both)
  },
)

/** An image is looked at closely by keyboard, the next one too, and the focus comes back. */
async function looksClosely({ agent }: Talk): Promise<void> {
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
}

async function filesGoBothWays({ visitor, agent }: Talk): Promise<void> {
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
  const refusedHere = agent.page.getByRole('listitem').filter({ hasText: '这种文件不能发送' })
  await refusedHere.getByRole('alert').waitFor()
  await refusedHere.getByRole('button', { name: '取消上传' }).click()
  await refusedHere.waitFor({ state: 'detached' })

  // The conversation goes on, and neither refused file is in it.
  await visitor.says('图片里就是那道划痕')
  await agent.hears('图片里就是那道划痕')
  expect(await agent.thread.getByText('餐桌.png').count()).toBe(0)
}

/** An upload can be cancelled, fails visibly and is tried again; what is dropped is sent. */
async function uploadsAreCancelledAndTriedAgain({ visitor, agent }: Talk): Promise<void> {
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

  await page.route(uploads, (route) => route.abort(), { times: 1 })
  await files.setInputFiles(pdfFile('说明.pdf', 'arrives the second time'))
  const failed = page.getByRole('alert').filter({ hasText: '上传失败' })
  await failed.getByRole('button', { name: '重试' }).click()
  await visitor.panel.getByRole('link', { name: /说明\.pdf/ }).waitFor()

  const { buffer } = pngFile('刮花.png', 200, 120, [180, 60, 40])
  const carried = await page.evaluateHandle((bytes) => {
    const { DataTransfer: Transfer, File: AnyFile } = globalThis as unknown as {
      DataTransfer: new () => { items: { add(file: unknown): void } }
      File: new (parts: Uint8Array[], name: string, options: { type: string }) => unknown
    }
    const transfer = new Transfer()
    transfer.items.add(new AnyFile([Uint8Array.from(bytes)], '刮花.png', { type: 'image/png' }))
    return transfer
  }, Array.from(buffer))
  const zone = page.locator('.drop-zone')
  await zone.dispatchEvent('dragenter', { dataTransfer: carried })
  await page.getByText('松开就发送给顾客').waitFor()
  await zone.dispatchEvent('drop', { dataTransfer: carried })
  await page.getByText('松开就发送给顾客').waitFor({ state: 'detached' })
  await visitor.panel.getByRole('img', { name: '图片 刮花.png' }).first().waitFor()
  expect(await agent.thread.getByText('取消.pdf').count()).toBe(0)
}

/** The picture is there, decoded, and as wide as it was made. */
async function isDrawn(picture: Locator, width: number): Promise<void> {
  await picture.first().waitFor()
  const naturalWidth = () => picture.first().evaluate((image) => (image as { naturalWidth?: number }).naturalWidth)
  await expect.poll(naturalWidth).toBe(width)
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

story(
  'MGT-02, CON-11: an agent has a picture that the visitor sees, and sends a marked region of his screen; a canvas stands for the screen',
  async (stage) => {
    const agent = await stage.agent('yunshan:chenmo')
    await choosesAvatar(agent)
    const visitor = await isAssignedAVisitor(stage, agent)
    await agent.says('您好，我是陈默。')
    const shown = visitor.panel.locator('header img')
    await expect.poll(() => widthOf(shown)).toBe(192)
    await expect.poll(() => widthOf(agent.thread.locator('.avatar img').last())).toBe(192)

    await agent.page.evaluate(shownScreen)
    await sendsARegion({ visitor, agent })
    await capturesByKeyboard(agent)
    await removesAvatar(agent)
  },
)

/** Pixels of the picture that was loaded; 1 where there is none. */
const widthOf = (image: Locator) => image.evaluate((element) => (element as { naturalWidth?: number }).naturalWidth)

const ownPicture = ({ page }: Agent) => page.getByRole('button', { name: /我的设置$/ }).locator('img')

async function opensAvatarForm({ page }: Agent): Promise<Locator> {
  await page.getByRole('button', { name: /我的设置$/ }).click()
  await page.getByRole('menuitem', { name: '头像' }).click()
  return page.getByRole('dialog', { name: '头像' })
}

/** A picture is chosen and cut square; what is none is refused. */
async function choosesAvatar(agent: Agent): Promise<void> {
  const { page } = agent
  await expect.poll(() => widthOf(ownPicture(agent))).toBe(1)
  const dialog = await opensAvatarForm(agent)
  expect(await dialog.getByRole('button', { name: '移除头像' }).isDisabled()).toBe(true)
  await dialog.getByLabel('选择图片').setInputFiles(lyingFile)
  await page.getByText('这张图片打不开', { exact: false }).waitFor()
  await dialog.getByLabel('选择图片').setInputFiles(pngFile('我.png', 320, 200, [30, 120, 90]))
  const crop = dialog.getByRole('img', { name: '拖动图片，或用方向键移动' })
  await crop.press('ArrowLeft')
  await dialog.getByRole('slider').press('ArrowRight')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('头像已更新').waitFor()
  await expect.poll(() => widthOf(ownPicture(agent))).toBe(192)
}

async function isAssignedAVisitor(stage: Stage, agent: Agent) {
  const visitor = await stage.visitor()
  await visitor.openPanel()
  await visitor.says('您好')
  const boss = await stage.agent('yunshan:admin')
  await agent.startWork('忙碌')
  await boss.page.getByRole('button', { name: /^分配访客/ }).click()
  await boss.page.getByRole('radio', { name: /陈默/ }).check()
  await boss.page.getByRole('dialog').getByRole('button', { name: '分配', exact: true }).click()
  await agent.turnsToOther()
  return visitor
}

async function removesAvatar(agent: Agent): Promise<void> {
  const dialog = await opensAvatarForm(agent)
  await dialog.getByRole('button', { name: '移除头像' }).click()
  await expect.poll(() => widthOf(ownPicture(agent))).toBe(1)
}

/**
 * Instead of a real screen, which no browser of a test has, it is shown a canvas: one half blue, one half yellow. Kept as
 * text, since it runs in the page.
 */
const shownScreen = `navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 600 })
  const context = canvas.getContext('2d')
  const draw = () => {
    context.fillStyle = '#2459c7'
    context.fillRect(0, 0, 400, 600)
    context.fillStyle = '#f0a93a'
    context.fillRect(400, 0, 400, 600)
  }
  draw()
  setInterval(draw, 50)
  return canvas.captureStream(20)
}`

const overlay = (agent: Agent) => agent.page.getByRole('dialog', { name: '截图' })

/** Points of the picture are fractions of it: the window decides how large it is drawn. */
async function at(agent: Agent, x: number, y: number): Promise<[number, number]> {
  const box = await overlay(agent).locator('canvas').boundingBox()
  if (!box) throw new Error('there is no picture')
  return [box.x + x * box.width, box.y + y * box.height]
}

async function drag(agent: Agent, from: [number, number], to: [number, number]): Promise<void> {
  const { mouse } = agent.page
  await mouse.move(...(await at(agent, ...from)))
  await mouse.down()
  await mouse.move(...(await at(agent, ...to)), { steps: 4 })
  await mouse.up()
}

async function sendsARegion({ visitor, agent }: Talk): Promise<void> {
  await agent.page.getByRole('button', { name: '截图', exact: true }).click()
  await overlay(agent).waitFor()

  // The left half, which is blue, with a box and an arrow; one of them is taken back.
  await drag(agent, [0.1, 0.1], [0.4, 0.6])
  await overlay(agent).getByRole('button', { name: '方框' }).click()
  await drag(agent, [0.15, 0.2], [0.3, 0.4])
  await overlay(agent).getByRole('button', { name: '箭头' }).click()
  await drag(agent, [0.15, 0.5], [0.35, 0.3])
  await overlay(agent).getByRole('button', { name: '马赛克' }).click()
  await drag(agent, [0.2, 0.45], [0.38, 0.55])
  await overlay(agent).getByRole('button', { name: '撤销' }).click()
  await overlay(agent).getByRole('button', { name: '马赛克' }).click()
  await agent.page.mouse.dblclick(...(await at(agent, 0.25, 0.3)))
  await overlay(agent).waitFor({ state: 'detached' })
  const sent = agent.page.getByRole('img', { name: '图片 截图.png' })
  await sent.waitFor()
  const picture = await agent.page.evaluate<number[]>(`(async () => {
  const image = [...document.querySelectorAll('.message-image img')].at(-1)
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight })
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return [image.naturalWidth, image.naturalHeight, ...context.getImageData(4, 4, 1, 1).data]
})()`)
  const [width = 0, height = 0, red = 0, , blue = 0] = picture
  expect(Math.abs(width - 240)).toBeLessThanOrEqual(4)
  expect(Math.abs(height - 300)).toBeLessThanOrEqual(4)
  // Nothing of the yellow half is in it.
  expect(blue).toBeGreaterThan(red + 60)
  await (await visitor.frame()).getByRole('img', { name: /截图/ }).waitFor()
}

/** By the keyboard alone; where it is refused, it is said how else it goes. */
async function capturesByKeyboard(agent: Agent): Promise<void> {
  // Enter puts it beside the text, and nothing is sent.
  await agent.page.getByRole('button', { name: '截图', exact: true }).click()
  await overlay(agent).waitFor()
  await agent.page.keyboard.press('ArrowDown')
  await agent.page.keyboard.press('Enter')
  await agent.page.getByRole('list', { name: '随这条消息发送' }).getByText('截图.png').waitFor()
  await agent.page.getByRole('button', { name: '不发送截图.png' }).click()
  await agent.page.getByRole('button', { name: '截图', exact: true }).click()
  await overlay(agent).waitFor()
  await agent.page.keyboard.press('Escape')
  await overlay(agent).waitFor({ state: 'detached' })
  expect(await agent.page.locator('.message-image').count()).toBe(1)

  // Refused: said how else it goes.
  await agent.page.evaluate(
    `navigator.mediaDevices.getDisplayMedia = async () => { throw new DOMException('no', 'NotAllowedError') }`,
  )
  await agent.page.getByRole('button', { name: '截图', exact: true }).click()
  await agent.page.getByText(/按 Ctrl \+ V 粘贴/).waitFor()
}
