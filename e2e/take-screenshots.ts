// `npm run screenshots`: the pictures of README.md, taken from the built product while people talk in it.
import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { startBrowser } from './stage/browser'
import { runProduct } from './stage/running-product'
import { Stage } from './stage/stage'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const mostBytes = 300_000

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, name)
  await page.screenshot({ path, animations: 'disabled' })
  const { size } = statSync(path)
  if (size > mostBytes) throw new Error(`${name} has ${size} bytes, past ${mostBytes}`)
  process.stdout.write(`${name} ${Math.round(size / 1024)} KB\n`)
}

async function play(stage: Stage): Promise<void> {
  const [asking, answered, waiting] = [await stage.visitor(), await stage.visitor(), await stage.visitor()]
  const agent = await stage.agent('yunshan:anqing')
  await agent.startWork('忙碌')
  await answered.openPanel()
  await answered.says('沙发套可以机洗吗？')
  await agent.accepts()
  await agent.hears('沙发套可以机洗吗？')
  await agent.says('可以，水温不超过三十度，拉链在靠背下面。')
  await answered.hears('可以，水温不超过三十度，拉链在靠背下面。')
  await answered.says('好的，谢谢！')

  await asking.page.goto(new URL('table.html', stage.demoShop).href)
  const photo = await asking.page.locator('main img').first().screenshot({ scale: 'css' })
  await asking.openPanel()
  await asking.says('「北岸」餐桌一米四的有现货吗？')
  await agent.accepts()
  await agent.hears('「北岸」餐桌一米四的有现货吗？')
  await agent.says('您好，有现货，今天下单周五前送到并安装。')
  await asking.hears('您好，有现货，今天下单周五前送到并安装。')
  await asking.panel
    .getByLabel('发送图片或文件')
    .setInputFiles({ name: '餐桌.png', mimeType: 'image/png', buffer: photo })
  await agent.thread.getByRole('img', { name: '图片 餐桌.png' }).waitFor()
  await asking.says('就是这一张。我家餐厅宽一米八，放得下吗？')
  await agent.hears('就是这一张。我家餐厅宽一米八，放得下吗？')
  await waiting.openPanel()
  await waiting.says('落地灯能开发票吗？')
  await asking.writes('另外颜色会不会')
  await agent.page.getByTitle('另外颜色会不会', { exact: true }).waitFor()
  await agent.input.fill('放得下，桌子折叠后宽')
  // Off the buttons: a tooltip is in nobody's picture.
  await agent.page.mouse.move(640, 160)
  await agent.page.getByRole('tooltip').waitFor({ state: 'hidden' })
  await take(agent.page, 'desk.png')
  await agent.page.emulateMedia({ colorScheme: 'dark' })
  await agent.page.locator('html[data-theme=dark]').waitFor()
  await take(agent.page, 'desk-dark.png')
  await take(asking.page, 'widget.png')
}

await mkdir(folder, { recursive: true })
const [product, browser] = await Promise.all([runProduct(), startBrowser()])
try {
  const stage = await Stage.open({ browser: browser.wsEndpoint(), product: product.facts, casting: null })
  try {
    await play(stage)
  } finally {
    await stage.close()
  }
} finally {
  await browser.close()
  await product.stop()
}
