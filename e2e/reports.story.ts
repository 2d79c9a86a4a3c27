import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import type { ProductFacts } from './stage/running-product'
import { story } from './stage/story'

/** A past of ten days, by the command that anybody types. */
async function seedHistory({ programs, dataDir, origin }: ProductFacts, merchant: string): Promise<void> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: new URL(origin).port }
  const args = ['--merchant', merchant, '--conversations', '200', '--days', '10', '--seed', 'story']
  await promisify(execFile)(process.execPath, [join(programs, 'seed-history.js'), ...args], { env })
}

/** The reports by name, with a figure that can be sorted by and one whose dialogues are counted. */
const reports = [
  ['客服满意度', '总会话量', '评价'],
  ['分组每日对话量', '总客量', '接入'],
  ['分组每小时对话量', '接入', '有效接入'],
  ['客服每日对话量', '总会话量', '有效会话'],
  ['在线时间分析', '登录时长', null],
  ['离线留言统计', '留言', '留言'],
  ['对话平均时长', '总会话量', '已结束会话'],
] as const

const tableOf = (page: Page): Locator => page.locator('.report-table')

async function opens(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '报表' }).getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

/** The texts of a column, top to bottom, without the totals. */
async function columnOf(page: Page, name: string): Promise<string[]> {
  const heads = await tableOf(page).locator('thead th').allInnerTexts()
  const index = heads.findIndex((head) => head.trim() === name)
  expect(index, name).toBeGreaterThanOrEqual(0)
  return tableOf(page)
    .locator(`tbody tr > :nth-child(${index + 1})`)
    .allInnerTexts()
}

const numberOf = (text: string) => Number(text.replaceAll(',', '').replace('–', '0'))

story(
  'RPT-01, RPT-02, RPT-03, RPT-04, RPT-05, RPT-06, RPT-07, RPT-08, RPT-09, RPT-10: an administrator reads the seven reports, sorts, looks behind a figure, changes the days and prints',
  async (stage) => {
    const { code } = await stage.merchant('yunshan')
    await seedHistory(stage.product, code)
    const { page } = await stage.agent('yunshan:admin')
    await page.getByRole('link', { name: '报表' }).click()
    await page.getByRole('heading', { name: '运营总览', exact: true }).waitFor()
    await page.getByText('近7天', { exact: true }).click()
    await page.locator('.kpi-value b').first().filter({ hasText: /[1-9]/ }).waitFor()
    await page.locator('.overview-table tbody tr').first().waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    for (const [name, sorted, counted] of reports) {
      await opens(page, name)
      await page.getByText('近30天', { exact: true }).click()
      await tableOf(page).locator('tbody tr').first().waitFor()
      await tableOf(page)
        .getByRole('button', { name: `按${sorted}排序`, exact: true })
        .click()
      await tableOf(page).locator('th[aria-sort="descending"]').waitFor()
      if (counted !== null) {
        await expect
          .poll(async () => (await columnOf(page, sorted)).map(numberOf))
          .toSatisfy(
            (values: number[]) =>
              values.length > 0 && values.every((value, at) => at === 0 || value <= (values[at - 1] ?? 0)),
          )
        await looksBehind(page, counted)
      }
    }

    // The formula comes with the focus.
    await opens(page, '分组每日对话量')
    await tableOf(page).getByRole('button', { name: '按接通率排序' }).focus()
    await page.getByRole('tooltip').filter({ hasText: '接入 ÷ 总客量' }).waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    // Days in the address.
    const [day = ''] = await columnOf(page, '日期')
    const address = new URL(page.url())
    await page.goto(`${address.origin}${address.pathname}?from=${day}&to=${day}`)
    await tableOf(page).locator('tbody tr').first().waitFor()
    expect(new Set(await columnOf(page, '日期'))).toEqual(new Set([day]))

    // On paper: no menus, but filters and formulas.
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: '报表' }).isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: '指标公式' }).isVisible()).toBe(true)
    expect(await page.locator('.report-paper-head').innerText()).toContain(day)
    await page.emulateMedia({ media: 'screen' })
  },
)

/** The totals of a figure, and how many stand behind it. */
async function looksBehind(page: Page, name: string): Promise<void> {
  const total = tableOf(page)
    .locator('tfoot')
    .getByRole('button', { name: new RegExp(`^合计，${name} `) })
  const count = numberOf(await total.innerText())
  await total.click()
  const drawer = page.getByRole('dialog', { name: `${name}明细` })
  const shown = await drawer.getByText(/^共[\d,]+条$/).innerText()
  expect(numberOf(shown.replaceAll(/[共条]/g, '')), name).toBe(count)
  await drawer.getByRole('button', { name: '关闭' }).click()
  await drawer.waitFor({ state: 'hidden' })
}
