import { buffer } from 'node:stream/consumers'
import excel from 'exceljs'
import { describe, expect, it } from 'vitest'
import type { Cell } from './exportable'
import type { Table } from './table'
import { writeXlsx } from './write-xlsx'

const columns: Table['columns'] = [
  { title: '会话', kind: 'text' },
  { title: '消息数', kind: 'number' },
  { title: '开始', kind: 'instant' },
  { title: '时长', kind: 'duration' },
  { title: '接通率', kind: 'share' },
  { title: '每单消息', kind: 'proportion' },
]
const at = Date.UTC(2026, 6, 1, 16, 30)

/** Hands out the pages one by one, and counts how many were asked for. */
function pull(pages: readonly Cell[][][]) {
  const asked = { pages: 0 }
  const next = () => Promise.resolve(pages[asked.pages++] ?? null)
  return { asked, next }
}

const tableOf = (pages: readonly Cell[][][], more: Partial<Table> = {}): Table => ({
  title: '全部会话',
  columns,
  pages: pull(pages).next,
  timeZone: 'Asia/Shanghai',
  beside: null,
  ...more,
})

async function read(table: Table, room?: Parameters<typeof writeXlsx>[1]): Promise<excel.Workbook> {
  const book = new excel.Workbook()
  await book.xlsx.load((await buffer(writeXlsx(table, room))) as never)
  return book
}

const firstColumn = (sheet: excel.Worksheet | undefined) =>
  Array.from({ length: sheet?.rowCount ?? 0 }, (_, index) => sheet?.getRow(index + 1).getCell(1).value)

describe('a spreadsheet', () => {
  it('MGT-03: each cell is what its column says and can be computed with; instants are the wall clock', async () => {
    const book = await read(tableOf([[['A-1', 12, at, 90_000, 0.125, 1.5]]]))
    const row = book.getWorksheet('全部会话')?.getRow(2)
    const cells = columns.map((_, index) => row?.getCell(index + 1))
    expect(cells.map((cell) => cell?.numFmt)).toEqual(['@', '0', 'yyyy-mm-dd hh:mm:ss', '[h]:mm:ss', '0.0%', '0.00'])
    expect(cells.map((cell) => cell?.value)).toEqual([
      'A-1',
      12,
      new Date(Date.UTC(2026, 6, 2, 0, 30)),
      // The reader takes `[h]:mm:ss` for a date, and counts from here.
      new Date(Date.UTC(1899, 11, 30, 0, 1, 30)),
      0.125,
      1.5,
    ])
  })

  it('keeps its titles in bold and in sight, and columns wide enough for them', async () => {
    const title = '首次响应时长（不含排队）'
    const book = await read(tableOf([[['A-1']]], { columns: [{ title, kind: 'duration' }] }))
    const [sheet] = book.worksheets
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet?.getRow(1).getCell(1)).toMatchObject({ value: title, font: { bold: true } })
    expect(sheet?.getRow(2).getCell(1).font.bold ?? false).toBe(false)
    expect(sheet?.getColumn(1).width).toBe(26)
  })

  it('holds whatever a customer writes, and leaves out what XML cannot hold', async () => {
    const texts = [
      '<b>&"\'</b>',
      ' 空 格 ',
      '一\n二\r\n三',
      '_x000D_ _xZZ_ _X0041_',
      '😀𠮷',
      '=1+1',
      '一\u0000二\u000b三\ufffe四',
    ]
    const book = await read(tableOf([texts.map((text) => [text, null])]))
    const written = firstColumn(book.worksheets[0]).slice(1)
    // Spreadsheets read `_x005F_` as an underscore; this reader leaves it as it is stored.
    expect(written.map((text) => (typeof text === 'string' ? text.replaceAll('_x005F_', '_') : text))).toEqual([
      ...texts.slice(0, -1),
      '一二三四',
    ])
    expect(written[3]).toBe('_x005F_x000D_ _xZZ_ _x005F_X0041_')
    expect(book.worksheets[0]?.getRow(2).getCell(2).value).toBeNull()
    const long = await read(tableOf([[['长'.repeat(40_000)]]]))
    expect(firstColumn(long.worksheets[0])[1]).toHaveLength(32_767)
  })

  it('goes on in another sheet when one is full, in rows or in bytes, and ends the last with what they come to', async () => {
    const pages = [[['1'], ['2']], [['3'], ['4']], [['5']]]
    const beside = { title: '说明', facts: [], totals: ['合计', 5], tables: [] }
    for (const room of [
      { rows: 4, bytes: Infinity },
      { rows: Infinity, bytes: 200 },
    ]) {
      const book = await read(tableOf(pages, { beside }), room)
      const [first, second] = [book.getWorksheet('全部会话'), book.getWorksheet('全部会话 2')]
      expect(firstColumn(first)).toEqual(['会话', '1', '2', '3', '4'])
      expect(firstColumn(second)).toEqual(['会话', '5', '合计'])
      expect(second?.getRow(3).getCell(2)).toMatchObject({ value: 5, numFmt: '0', font: { bold: true } })
    }
  })

  it('RPT-01: says beside its rows what they are of, each fact and cell of its own kind', async () => {
    const beside = {
      title: '说明',
      facts: [
        ['商家', '云杉家居'],
        ['导出时间', { kind: 'instant', value: at }],
      ] as const,
      totals: null,
      tables: [
        {
          title: '满意度/评价',
          columns: columns.slice(0, 2),
          rows: [['很满意', { kind: 'share', value: 0.5 }] as Cell[]],
        },
      ],
    }
    const book = await read(tableOf([], { beside }))
    expect(book.worksheets.map(({ name }) => name)).toEqual(['全部会话', '说明', '满意度 评价'])
    const [list, about, small] = book.worksheets
    expect(list?.rowCount).toBe(1)
    expect(about?.getRow(1).getCell(2).value).toBe('云杉家居')
    expect(about?.getRow(2).getCell(2)).toMatchObject({
      value: new Date(Date.UTC(2026, 6, 2, 0, 30)),
      numFmt: 'yyyy-mm-dd hh:mm:ss',
    })
    expect(about?.views[0]?.state).not.toBe('frozen')
    expect(small?.getRow(2).getCell(2)).toMatchObject({ value: 0.5, numFmt: '0.0%' })
  })

  it('names beyond Z, and sheets that a spreadsheet would refuse', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ title: `列${index}`, kind: 'number' as const }))
    const title = '所有客服在全部分组全部渠道的全天对话与评价及其来源页面一览表总表'
    const tables = [{ title: '说明', columns, rows: [] }]
    const book = await read(
      tableOf([[many.map((_, index) => index)]], {
        title,
        columns: many,
        beside: { title: '说明', facts: [], totals: null, tables },
      }),
    )
    expect(book.worksheets.map(({ name }) => name)).toEqual([title.slice(0, 31), '说明', '说明 (2)'])
    expect(book.worksheets[0]?.getRow(2).getCell(60).value).toBe(59)
    expect(book.worksheets[0]?.getCell('BH2').value).toBe(59)
  })
})

describe('while it is written', () => {
  it('asks for no page that nobody has room for yet', async () => {
    const { asked, next } = pull(noise(100))
    const file = writeXlsx(tableOf([], { pages: next }))
    // Its header and the first packed piece.
    await file.next()
    await file.next()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked.pages).toBeLessThan(20)
    await file.return(undefined)
  })

  it('fails by what the list fails by', async () => {
    const { next } = pull([[['1']]])
    let calls = 0
    const pages = () => ((calls += 1) > 1 ? Promise.reject(new Error('the list is gone')) : next())
    await expect(buffer(writeXlsx(tableOf([], { pages })))).rejects.toThrow('the list is gone')
  })
})

/** Letters that nothing packs well, the same each time. */
function noise(pages: number): Cell[][][] {
  let state = 7
  const letter = () => String.fromCodePoint(0x4e00 + ((state = (state * 48_271) % 2_147_483_647) % 20_000))
  const text = () => Array.from({ length: 60 }, letter).join('')
  return Array.from({ length: pages }, () => Array.from({ length: 500 }, () => [text()]))
}
