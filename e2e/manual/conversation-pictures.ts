import type { Agent } from '../stage/agent'
import type { Stage } from '../stage/stage'
import type { Visitor } from '../stage/visitor'
import type { Album } from './album'

/** Chapters 2 to 4 and 8: signing in, and all that one sees of a conversation. */
export async function takeConversation(stage: Stage, album: Album): Promise<void> {
  const agent = await stage.atSignIn('yunshan:anqing')
  await agent.page.getByLabel('账号', { exact: true }).fill(agent.account.login)
  await album.take(agent.page, 'sign-in')
  await agent.signIn()
  await agent.startButton.waitFor()
  await agent.startWork('忙碌')
  const colleague = await stage.agent('yunshan:baihe')
  await colleague.startWork('忙碌')
  const visitor = await asksFromAPage(stage, agent)
  await album.take(agent.page, 'desk')
  await takeHelpers(agent, album)
  await takeWindows(agent, visitor, album)
  await takeEnding(agent, visitor, album)
  await takeChatPage(stage, album)
}

/** One is served, another waits, and the first is writing. */
async function asksFromAPage(stage: Stage, agent: Agent): Promise<Visitor> {
  const [visitor, waiting] = [await stage.visitor(), await stage.visitor()]
  await visitor.page.goto(new URL('table.html', stage.demoShop).href)
  const photo = await visitor.page.locator('main img').first().screenshot({ scale: 'css' })
  await visitor.openPanel()
  await visitor.says('「北岸」餐桌一米四的有现货吗？')
  await agent.accepts()
  await agent.hears('「北岸」餐桌一米四的有现货吗？')
  await agent.says('您好，有现货，今天下单周五前送到并安装。')
  await visitor.hears('您好，有现货，今天下单周五前送到并安装。')
  const files = visitor.panel.getByLabel('发送图片或文件')
  await files.setInputFiles({ name: '餐桌.png', mimeType: 'image/png', buffer: photo })
  await agent.thread.getByRole('img', { name: '图片 餐桌.png' }).waitFor()
  await visitor.says('就是这一张。我家餐厅宽一米八，放得下吗？')
  await agent.hears('就是这一张。我家餐厅宽一米八，放得下吗？')
  await waiting.openPanel()
  await waiting.says('落地灯能开发票吗？')
  await visitor.writes('另外颜色会不会')
  await agent.page.getByTitle('另外颜色会不会', { exact: true }).waitFor()
  await agent.input.fill('放得下，桌子折叠后宽')
  return visitor
}

async function takeHelpers(agent: Agent, album: Album): Promise<void> {
  const { page } = agent
  await page.getByRole('tab', { name: '知识库' }).click()
  const helper = page.getByRole('tabpanel')
  await helper.getByRole('searchbox').fill('退货')
  await helper.getByRole('button', { name: '查询' }).click()
  await helper.locator('mark').first().waitFor()
  await album.take(page, 'knowledge')
  await page.getByRole('tab', { name: '常用语' }).click()
  await helper
    .getByRole('button', { name: /^插入「/ })
    .first()
    .waitFor()
  await agent.input.fill('')
  await agent.input.click()
  await page.keyboard.type('/')
  await page.getByRole('listbox', { name: '常用语快捷列表' }).getByRole('option').first().waitFor()
  await album.take(page, 'phrases')
  await agent.input.fill('')
  await page.keyboard.press('Alt+n')
  await page.getByRole('textbox', { name: '内部备注' }).click()
  await page.keyboard.type('@')
  await page.getByRole('listbox', { name: '提到同事' }).getByRole('option').first().waitFor()
  await album.take(page, 'consult')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: '内部备注' }).fill('')
  await page.keyboard.press('Alt+n')
  await agent.input.waitFor()
  await page.getByRole('tab', { name: '顾客信息' }).click()
}

async function takeWindows(agent: Agent, visitor: Visitor, album: Album): Promise<void> {
  const { page } = agent
  const dialog = page.getByRole('dialog')
  await page.keyboard.press('Alt+t')
  await dialog.getByRole('radio').first().waitFor()
  await album.take(page, 'transfer')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /我的设置$/ }).click()
  await page.getByRole('menuitem', { name: '桌面使用' }).click()
  await dialog.getByRole('heading', { name: '开机自动启动' }).waitFor()
  await album.take(page, 'desktop')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await agent.says('放得下，桌子折叠后宽八十公分。')
  await visitor.hears('放得下，桌子折叠后宽八十公分。')
  await visitor.writes('')
  await album.take(visitor.page, 'widget')
}

/** The card by which he rates, and the form that comes at the end. */
async function takeEnding(agent: Agent, visitor: Visitor, album: Album): Promise<void> {
  const { page, summary } = agent
  await page.getByRole('button', { name: '邀请评价' }).click()
  await visitor.panel.getByRole('radio', { name: '5 星，非常满意' }).check()
  await album.take(visitor.page, 'rating')
  await page.keyboard.press('Alt+e')
  await page.getByRole('dialog').getByRole('button', { name: '结束对话' }).click()
  await summary.getByLabel('处理结果').fill('已告知尺寸，顾客自行下单')
  await album.take(page, 'summary')
  await agent.closesSummary()
}

async function takeChatPage(stage: Stage, album: Album): Promise<void> {
  const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1.5 }
  const visitor = await stage.chatPage('yunshan', phone)
  await visitor.input.waitFor()
  await visitor.says('餐桌能送到五楼吗？')
  await album.take(visitor.page, 'chat-page')
}
