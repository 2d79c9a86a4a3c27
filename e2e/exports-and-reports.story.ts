import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import excel from 'exceljs'
import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './stage/axe'
import { turnTo } from './stage/managing'
import type { ProductFacts } from './stage/running-product'
import { story } from './stage/story'

/** A past of ten days, by the command that anybody types. */
async function seedHistory({ programs, dataDir, origin }: ProductFacts, merchant: string): Promise<void> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: new URL(origin).port }
  const args = ['--merchant', merchant, '--conversations', '120', '--days', '10', '--seed', 'exports']
  await promisify(execFile)(process.execPath, [join(programs, 'seed-history.js'), ...args], { env })
}

/** Exports what is shown, and fetches the file from 下载中心. */
async function exportsAs(page: Page, format: string): Promise<Download> {
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('menuitem', { name: format }).click()
  const downloads = page.getByRole('dialog', { name: '下载中心' })
  const newest = downloads.locator('.downloads > li').first()
  await newest.getByText('已完成').waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), newest.getByRole('link', { name: '下载' }).click()])
  await downloads.getByRole('button', { name: '关闭' }).click()
  return file
}

async function bookOf(file: Download): Promise<excel.Workbook> {
  const book = new excel.Workbook()
  await book.xlsx.load((await buffer(await file.createReadStream())) as never)
  return book
}

/** The rows of a sheet as texts, numbers and dates. */
function rowsOf(book: excel.Workbook, name: string): excel.CellValue[][] {
  const rows: excel.CellValue[][] = []
  book.getWorksheet(name)?.eachRow(({ values }) => rows.push(Array.isArray(values) ? values.slice(1) : []))
  return rows
}

const numberOf = (text: string) => Number(text.replaceAll(',', '').replace('–', '0'))

story(
  'RPT-01, MGT-01, MGT-07, MGT-14: what a report shows is taken home and put on paper whole, and a figure leads to the detail of a dialogue; what figures are counted by is chosen',
  async (stage) => {
    await stage.hires('yunshan:anqing', 'yunshan:baihe', 'yunshan:chenmo', 'yunshan:dulan')
    const { code } = await stage.merchant('yunshan')
    await seedHistory(stage.product, code)
    const { page } = await stage.agent('yunshan:admin')
    await page.getByRole('link', { name: '报表' }).click()
    await page.getByRole('navigation', { name: '报表' }).getByRole('link', { name: '客服每日对话量' }).click()
    await page.getByText('近30天', { exact: true }).click()
    const table = page.locator('.report-table')
    await table.getByRole('button', { name: '按总会话量排序', exact: true }).click()
    await table.locator('th[aria-sort="descending"]').waitFor()
    expect(await findings(page.mainFrame())).toEqual([])

    // The file holds what the screen shows: columns, order, figures, totals, and what they are of.
    const book = await bookOf(await exportsAs(page, 'Excel 表格（xlsx）'))
    const [head, ...rows] = rowsOf(book, '客服每日对话量')
    const heads = (await table.locator('thead th').allInnerTexts()).map((text) => text.trim())
    expect(head).toEqual(heads)
    const shown = await table
      .locator('tbody tr')
      .evaluateAll((lines) =>
        lines.map((line) => [...line.children].slice(0, 3).map((cell) => (cell.textContent ?? '').trim())),
      )
    expect(rows.slice(0, -1).map(([day, member, count]) => [day, member, count])).toEqual(
      shown.map(([day = '', member = '', count = '']) => [day, member, numberOf(count)]),
    )
    const total = table.locator('tfoot').getByRole('button', { name: /^合计，总会话量 / })
    expect(rows.at(-1)?.slice(0, 3)).toEqual(['合计', undefined, numberOf(await total.innerText())])
    const about = rowsOf(book, '说明').map(([name]) => name)
    for (const fact of ['商家', '日期', '时区', '分组', '客服', '导出人']) expect(about).toContain(fact)
    expect(rowsOf(book, '指标公式')).toHaveLength(heads.length + 1)

    // On paper every sheet says whose figures of which days they are.
    await page.emulateMedia({ media: 'print' })
    const line = table.locator('.report-paper-line')
    await line.waitFor()
    expect(await line.innerText()).toContain('客服每日对话量')
    await page.emulateMedia({ media: 'screen' })
    await line.waitFor({ state: 'detached' })

    // MGT-07: behind the figure stand its dialogues, each with the way to its detail.
    await total.click()
    await page.getByRole('dialog', { name: '总会话量明细' }).getByRole('link', { name: '对话详细' }).first().click()
    const detail = page.getByRole('complementary', { name: '对话详细' })
    await detail.getByRole('heading', { name: /访客\d{6}/ }).waitFor()

    // MGT-01, MGT-14: the lists of the management centre.
    await page.getByRole('link', { name: '客服信息管理' }).click()
    await page.getByRole('heading', { name: '客服信息管理' }).waitFor()
    const members = rowsOf(await bookOf(await exportsAs(page, 'Excel 表格（xlsx）')), '客服')
    expect(members[0]?.slice(0, 2)).toEqual(['账号', '昵称'])
    expect(members.map(([account]) => account)).toContain('admin')
    await page.getByRole('link', { name: '留言', exact: true }).click()
    await page.getByText('未回复', { exact: true }).first().click()
    await page.locator('table tbody tr').first().waitFor()
    const count = await page.locator('table tbody tr').count()
    const messages = rowsOf(await bookOf(await exportsAs(page, 'Excel 表格（xlsx）')), '留言')
    expect(messages.slice(1).filter((row) => row.includes('未回复')).length).toBeGreaterThanOrEqual(count)

    // 统计口径: each choice with its formula; what is saved holds later, is told, and leaves the reports as they were.
    await turnTo(page, '统计口径')
    const form = page.getByRole('form', { name: '统计口径' })
    await form.getByRole('textbox', { name: '应答率的时限（X秒）', exact: true }).fill('45')
    await form.getByText('45秒内回复的轮次 ÷ 轮次').waitFor()
    await form.getByRole('radio', { name: '邀请过评价的会话' }).check()
    expect(await findings(page.mainFrame())).toEqual([])
    await page.getByRole('link', { name: '评价设置' }).click()
    await page.getByRole('button', { name: '继续编辑' }).click()
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByText(/^已保存，.* 起生效。$/).waitFor()
    await page.getByText('应答率的时限（X秒）：30秒 → 45秒').waitFor()
    await page.getByText('满意率除以什么：收到的评价 → 邀请过评价的会话').waitFor()
    await page.getByRole('link', { name: '报表' }).click()
    await page.getByRole('navigation', { name: '报表' }).getByRole('link', { name: '客服满意度' }).click()
    await table.getByRole('button', { name: '按满意率排序', exact: true }).focus()
    await page.getByRole('tooltip').filter({ hasText: '4分及以上的评价 ÷ 评价' }).waitFor()
  },
)
