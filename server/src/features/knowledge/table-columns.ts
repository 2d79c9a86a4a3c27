/**
 * The columns of an imported or exported table, by the words that stand in its heading. The first word of each is the one
 * we write; the others are understood too, whoever made the table.
 */
export const tableColumns = {
  question: ['问题', '問題', 'question'],
  similar: ['相似问法', '相似問法', 'similar'],
  category: ['分类', '類別', '分類', '类别', 'category'],
  keywords: ['关键字', '關鍵字', '关键词', 'keywords'],
  answer: ['答案', 'answer'],
  article: ['正文', '文章', 'article'],
  status: ['状态', '狀態', 'status'],
  public: ['公开', '公開', 'public'],
} as const

export type TableColumn = keyof typeof tableColumns

/** Several in one cell: a line each, or parted by one of these. */
export const partsOf = (cell: string): string[] =>
  cell
    .split(/[\n;；|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Keywords are short, so a comma parts them too. */
export const keywordsOf = (cell: string): string[] => partsOf(cell.replace(/[,，、]/g, ';'))

/** A place of the tree in one cell: 售后 / 退换. */
export const pathOfCell = (cell: string): string[] =>
  cell
    .split(/[/／>]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const yes = ['是', '启用', '啟用', 'yes', 'true', '1', 'active', '公开', '公開', 'public']
const no = ['否', '停用', 'no', 'false', '0', 'inactive', '不公开', '不公開', '内部', '內部', 'internal']

/** What a cell chooses; null: neither. An empty one is what is usual. */
export function choiceOf(cell: string, usual: boolean): boolean | null {
  const word = cell.trim().toLowerCase()
  if (word === '') return usual
  return yes.includes(word) ? true : no.includes(word) ? false : null
}

/**
 * A spreadsheet would calculate a cell that begins like this. It is written with an apostrophe before it, and read
 * without.
 */
export const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
export const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
