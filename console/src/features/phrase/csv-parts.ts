/** A part of a CSV file that fits one call: its head line and some whole records. */
export interface CsvPart {
  readonly csv: string
  /** The line of the file at which its first record begins. */
  readonly firstLine: number
  readonly lineCount: number
}

/** UTF-16 units of a part: a frame holds 64 KB, and a Chinese character takes three of them. */
const partLength = 16_000

/** Cuts a file into parts between records: a line break within quotes belongs to its record. */
export function csvParts(file: string, maxLength = partLength): readonly CsvPart[] {
  const records = recordsOf(file.replace(/^\uFEFF/, ''))
  const [head, ...rest] = records
  if (!head) return []
  const parts: { csv: string; firstLine: number; lineCount: number }[] = []
  let line = 1 + head.lines
  for (const record of rest) {
    const last = parts.at(-1)
    if (last && last.csv.length + record.text.length <= maxLength) {
      last.csv += record.text
      last.lineCount += record.lines
    } else parts.push({ csv: withBreak(head.text) + record.text, firstLine: line, lineCount: record.lines })
    line += record.lines
  }
  return parts
}

const withBreak = (line: string) => (line.endsWith('\n') ? line : `${line}\n`)

function recordsOf(text: string): readonly { readonly text: string; readonly lines: number }[] {
  const records: { text: string; lines: number }[] = []
  let [begin, lines, quoted] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') quoted = !quoted
    if (character !== '\n') continue
    lines += 1
    if (quoted) continue
    records.push({ text: text.slice(begin, at + 1), lines })
    ;[begin, lines] = [at + 1, 0]
  }
  if (begin < text.length) records.push({ text: text.slice(begin), lines: lines + 1 })
  return records
}
