import type { Page } from 'playwright-core'
import type { Agent } from '../stage/agent'
import { turnTo } from '../stage/managing'
import type { Stage } from '../stage/stage'
import type { Album } from './album'

/** Chapters 1 and 5 to 7: what an administrator sees. */
export async function takeManagement(stage: Stage, album: Album): Promise<void> {
  const boss = await stage.agent('yunshan:admin')
  const { page } = boss
  await page.getByRole('link', { name: '管理中心' }).click()
  for (const [entry, name] of screens) {
    await turnTo(page, entry)
    await settles(page)
    // The widget in the preview is a page of its own.
    if (name === 'channels') await page.frameLocator('iframe').frameLocator('iframe').locator('.msg').waitFor()
    await album.take(page, name)
  }
  await takeBusinessHours(page, album)
  await takeDialogue(page, album)
  await takeMonitor(boss, album)
  await takeReports(page, album)
}

/** Entries of the menu, and what their pictures are called. */
const screens = [
  ['开店指引', 'guide'],
  ['客服信息管理', 'members'],
  ['角色权限', 'roles'],
  ['渠道设置', 'channels'],
  ['接待设置', 'routing'],
  ['小结单设置', 'summary-form'],
  ['知识库', 'knowledge-base'],
] as const

async function settles(page: Page): Promise<void> {
  // A page and a part of it may both be loading.
  await page.locator('body:not(:has(.page-loading))').waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
}

/** With times of day, which are not kept: the demo is always open. */
async function takeBusinessHours(page: Page, album: Album): Promise<void> {
  await turnTo(page, '服务时间')
  await settles(page)
  await page.getByText('按时间段', { exact: true }).click()
  await page.getByLabel('星期一 开始').waitFor()
  await album.take(page, 'business-hours')
  await page.getByRole('button', { name: '放弃修改' }).click()
}

async function takeDialogue(page: Page, album: Album): Promise<void> {
  await turnTo(page, '查看对话信息')
  const rows = page.getByRole('table', { name: '对话列表' }).locator('tbody tr')
  await rows.first().waitFor()
  await album.take(page, 'dialogues')
  await rows
    .nth(2)
    .getByRole('button', { name: /^查看访客\d{6}的详细/ })
    .click()
  await page.getByRole('complementary', { name: '对话详细' }).getByText('访问页面', { exact: true }).waitFor()
  await album.take(page, 'dialogue-detail')
}

async function takeMonitor(boss: Agent, album: Album): Promise<void> {
  const { page } = boss
  await page.getByRole('link', { name: '监控', exact: true }).click()
  await page.getByRole('complementary', { name: '告警和排队' }).waitFor()
  await settles(page)
  await album.take(page, 'monitor')
}

async function takeReports(page: Page, album: Album): Promise<void> {
  await page.getByRole('link', { name: '报表' }).click()
  await page.getByRole('heading', { name: '运营总览', exact: true }).waitFor()
  await page.getByText('近7天', { exact: true }).click()
  await page.locator('.kpi-value b').first().filter({ hasText: /[1-9]/ }).waitFor()
  await page.locator('.overview-table tbody tr').first().waitFor()
  await page.locator('canvas').first().waitFor()
  await settles(page)
  await album.take(page, 'overview')
  await page
    .getByRole('navigation', { name: '报表' })
    .getByRole('link', { name: '分组每日对话量', exact: true })
    .click()
  await page.getByText('近30天', { exact: true }).click()
  await page.locator('.report-table tbody tr').first().waitFor()
  await settles(page)
  await album.take(page, 'report')
}
