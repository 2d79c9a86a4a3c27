import type { Cell, CellKind } from './exportable'
import { typed, wallClock, type Column } from './table'

/** How a spreadsheet writes each kind, and how wide its column is. */
const kinds: Readonly<Record<CellKind, { readonly format: string; readonly width: number }>> = {
  text: { format: '@', width: 18 },
  number: { format: '0', width: 10 },
  instant: { format: 'yyyy-mm-dd hh:mm:ss', width: 20 },
  duration: { format: '[h]:mm:ss', width: 10 },
  share: { format: '0.0%', width: 10 },
  proportion: { format: '0.00', width: 10 },
}
const kindNames = Object.keys(kinds) as CellKind[]
/** Numbers below are the formats that a spreadsheet brings. */
const firstFormat = 164

/** The first style is nobody's own; then each kind as it is, and in bold. */
const styleOf = (kind: CellKind, isBold: boolean): number => 1 + kindNames.indexOf(kind) * 2 + (isBold ? 1 : 0)

const dayMs = 86_400_000
/** Days from where a spreadsheet begins to count to the epoch. */
const epochDays = 25_569

/** What a cell can hold. */
const mostLetters = 32_767
const notInXml = /[^\t\n\r\u0020-\ufffd]/g
/** What a spreadsheet would read as a letter that is written by its number. */
const byNumber = /_(?=x[0-9a-f]{4}_)/gi
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** What XML cannot hold is left out, and what a cell cannot hold is cut. */
const cellText = (text: string): string => escaped(text.replace(notInXml, '').slice(0, mostLetters))

function escaped(text: string): string {
  // Most texts have nothing to escape, and two looks cost less than three copies.
  const marked = text.includes('_x') || text.includes('_X') ? text.replace(byNumber, '_x005F_') : text
  return marked.replace(/[&<>"\r]/g, (sign) => signs[sign] ?? sign)
}

/** A, B ... Z, AA ... */
function columnName(index: number): string {
  const before = Math.floor(index / 26)
  return (before > 0 ? columnName(before - 1) : '') + String.fromCharCode(65 + (index % 26))
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types'
const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A sheet up to its first row; titles are bold and stay in sight. */
export function sheetHead(columns: readonly Column[], titled = true): string {
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const widths = columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" style="${styleOf(column.kind, false)}" customWidth="1"/>`,
  )
  const titles = columns.map(({ title }, index) => textCell(columnName(index), 1, styleOf('text', true), title))
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${titled ? frozen : ''}</sheetView></sheetViews>` +
    `<cols>${widths.join('')}</cols><sheetData>${titled ? `<row r="1">${titles.join('')}</row>` : ''}`
  )
}

export const sheetEnd = '</sheetData></worksheet>'

/** A title is not cut off; what is Chinese is as wide as two letters. */
function widthOf({ title, kind }: Column): number {
  const wide = [...title].reduce((width, letter) => width + (letter > '\u2e7f' ? 2 : 1), 2)
  return Math.max(kinds[kind].width, Math.min(wide, 40))
}

interface Sheet {
  readonly columns: readonly Column[]
  readonly timeZone: string
  /** Whether titles stand in its first row. */
  readonly titled: boolean
}

/** Rows that stand below `above` others. */
export function sheetRows(
  { columns, timeZone, titled }: Sheet,
  rows: readonly (readonly Cell[])[],
  above: number,
  isBold = false,
): string {
  let text = ''
  let number = above + (titled ? 1 : 0)
  for (const row of rows) {
    number += 1
    text += `<row r="${number}">`
    for (let index = 0; index < row.length; index += 1) {
      const { kind, value } = typed(row[index] ?? null, columns[index]?.kind)
      const style = styleOf(kind, isBold)
      if (typeof value === 'string') text += textCell(columnName(index), number, style, value)
      else if (value !== null && Number.isFinite(value))
        text += `<c r="${columnName(index)}${number}" s="${style}"><v>${counted(value, kind, timeZone)}</v></c>`
    }
    text += '</row>'
  }
  return text
}

/** An empty one needs no cell. */
const textCell = (column: string, row: number, style: number, text: string): string =>
  text === ''
    ? ''
    : `<c r="${column}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`

/** A spreadsheet counts days, and knows no zones: what is written is the wall clock. */
function counted(value: number, kind: CellKind, zone: string): number {
  if (kind === 'duration') return value / dayMs
  if (kind === 'instant') return (value + wallClock(value, zone).offset * 60_000) / dayMs + epochDays
  return value
}

/** What ties the sheets together, by names of files: written last, when all sheets are known. */
export function bookParts(titles: readonly string[]): readonly (readonly [name: string, text: string])[] {
  const names = sheetNames(titles)
  const numbers = names.map((_, index) => index + 1)
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${relations}/${kind}" Target="${target}"/>`
  const override = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}" ContentType="${spreadsheetType}.${kind}+xml"/>`
  return [
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packageRelations}">${numbers
        .map((number) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`))
        .join('')}${relation(names.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    ],
    ['xl/styles.xml', styles],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packageRelations}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook.xml', 'sheet.main')}${override('styles.xml', 'styles')}${numbers.map((number) => override(`worksheets/sheet${number}.xml`, 'worksheet')).join('')}</Types>`,
    ],
  ]
}

/** A spreadsheet refuses these signs, more than 31 letters, and a name that another sheet has. */
function sheetNames(titles: readonly string[]): string[] {
  const names: string[] = []
  for (const title of titles) {
    const fit = (end: string) =>
      title
        .replace(/[*?:\\/[\]]/g, ' ')
        .slice(0, 31 - end.length)
        .replace(/^'|'$/g, ' ') + end
    let name = fit('')
    const isTaken = () => names.some((one) => one.toLowerCase() === name.toLowerCase())
    for (let number = 2; isTaken(); number += 1) name = fit(` (${number})`)
    names.push(name)
  }
  return names
}

const styles = (() => {
  const formats = kindNames.map(
    (kind, index) => `<numFmt numFmtId="${firstFormat + index}" formatCode="${escaped(kinds[kind].format)}"/>`,
  )
  const style = (format: number, font: number) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`
  const all = [style(0, 0), ...kindNames.flatMap((_, index) => [0, 1].map((font) => style(firstFormat + index, font)))]
  const font = (mark: string) => `<font>${mark}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
  return (
    `${declaration}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.join('')}</numFmts>` +
    `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${all.length}">${all.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  )
})()
