import { phraseCodeOf, phraseKeys, type PhraseKey } from '@keqiao/domain'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { PhraseRow } from './phrase.store'

const fields = ['category', 'title', 'text', 'code', 'hotKey'] as const
type Field = (typeof fields)[number]

/** What stands above each column, as we write it; read in any of our languages. */
const heads: Readonly<Record<Field, readonly [string, ...string[]]>> = {
  category: ['分类', '分類', 'category'],
  title: ['标题', '標題', 'title'],
  text: ['内容', '內容', 'text'],
  code: ['快捷编码', '快捷編碼', 'code'],
  hotKey: ['快捷键', '快捷鍵', 'key'],
}

export interface CsvProblem {
  readonly line: number
  readonly problem: 'malformed' | 'columns' | 'title' | 'text' | 'category' | 'code' | 'key'
  readonly value: string
}

/** A line that can be stored as far as it alone tells. */
export interface CsvPhrase {
  readonly line: number
  /** One or two names; none: no category. */
  readonly path: readonly string[]
  readonly title: string
  readonly text: string
  readonly code: string | null
  readonly hotKey: PhraseKey | null
}

/** Reads the head line and what follows; `firstLine` is the line of the file at which the first record stands. */
export function readPhrases(
  csv: string,
  firstLine: number,
): { readonly phrases: readonly CsvPhrase[]; readonly problems: readonly CsvProblem[] } {
  const problems: CsvProblem[] = []
  const lineOf = (inPart: number) => firstLine + inPart - 2
  const records = parse(csv, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push({ line: lineOf(Number(error?.lines ?? 2)), problem: 'malformed', value: '' })
      return undefined
    },
  }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
  const [head, ...rest] = records
  const columns = columnsOf(head?.record ?? [])
  if (columns.title === undefined || columns.text === undefined) {
    return { phrases: [], problems: [{ line: 1, problem: 'columns', value: (head?.record ?? []).join(', ') }] }
  }
  const phrases: CsvPhrase[] = []
  for (const { record, info } of rest) {
    const cell = (field: Field) => plain(record[columns[field] ?? -1] ?? '')
    const read = readLine(cell, lineOf(info.lines))
    if ('problem' in read) problems.push(read)
    else phrases.push(read)
  }
  return { phrases, problems }
}

function columnsOf(head: readonly string[]): Partial<Record<Field, number>> {
  const names = head.map((name) => name.trim().toLowerCase())
  const found = fields.map((field) => [field, names.findIndex((name) => heads[field].includes(name))] as const)
  return Object.fromEntries(found.filter(([, at]) => at >= 0))
}

function readLine(cell: (field: Field) => string, line: number): CsvPhrase | CsvProblem {
  const no = (problem: CsvProblem['problem'], value: string): CsvProblem => ({
    line,
    problem,
    value: value.slice(0, 60),
  })
  const title = cell('title').trim()
  if (title === '' || title.length > 60) return no('title', title)
  const text = cell('text').replace(/\r\n?/g, '\n').trim()
  if (text === '' || text.length > 4_000) return no('text', text)
  const path = cell('category')
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (path.length > 2 || path.some((name) => name.length > 30)) return no('category', path.join(' / '))
  const [code, key] = [cell('code').trim(), cell('hotKey').trim()]
  if (code !== '' && phraseCodeOf(code) === null) return no('code', code)
  const hotKey = phraseKeys.find((one) => one.toLowerCase() === key.toLowerCase().replace(/\s*\+\s*/g, '+'))
  if (key !== '' && !hotKey) return no('key', key)
  return { line, path, title, text, code: code === '' ? null : phraseCodeOf(code), hotKey: hotKey ?? null }
}

/** Takes off the mark that keeps a table program from computing what is only text. */
const plain = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '')

/** Phrases as lines; with the head line and the mark by which table programs know UTF-8 when `first`. */
export function writePhrases(rows: readonly PhraseRow[], first: boolean): string {
  const lines = rows.map((row) => [row.category, row.title, row.text, row.code ?? '', row.hot_key ?? ''])
  const all = first ? [fields.map((field) => heads[field][0]), ...lines] : lines
  return stringify(all, { bom: first, escape_formulas: true, record_delimiter: 'windows' })
}
