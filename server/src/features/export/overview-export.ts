import { operations, reportColumns, type OverviewView, type ReportColumn, type ReportView } from '@keqiao/contract'
import { exportReportTexts } from '../../i18n/export-report-texts'
import { exportTexts } from '../../i18n/export-texts'
import type { Language } from '../../i18n/choose-language'
import type { Ask, Cell, Conditions, Exportable, ExportPage, Pull, SmallTable } from './exportable'
import { columnWordsIn, type WordsOfColumns } from './report-column-words'
import { formulasOf, kindOf, reportCell } from './report-export'
import { factsOf } from './report-facts'

const columns = ['figure', 'value', 'before', 'part', 'whole'] as const
const filters = ['groupIds', 'channelIds'] as const
const volume = ['visits', 'accepted', 'abandoned', 'visitMessages'] as const
const perMember = ['member', 'dialogues', 'ratings', 'satisfactionRate'] as const

/** 运营总览 with its period before, and as further tables what the screen draws beside it. */
export const overviewExport: Exportable = {
  operation: operations.report.overview,
  permission: null,
  formats: ['xlsx', 'csv'],
  columns: () => columns.map((key) => ({ key, kind: key === 'figure' ? 'text' : 'number' })),
  titles: titlesOf,
  name: (language) => exportReportTexts[language].overview,
  async open(ask, conditions, language) {
    const view = (await ask(operations.report.overview, conditions)) as OverviewView
    const { figures, validSessions, invalidSessions, zone } = view
    const words = columnWordsIn(language, view)
    const counted = [
      ['validSessions', validSessions],
      ['invalidSessions', invalidSessions],
    ] as const
    const rows: Cell[][] = [
      ...figures.map(({ key, value, before, part, whole }) => [
        nameOf(words[key].name, key, language),
        figureCell(key, value),
        figureCell(key, before),
        part,
        whole,
      ]),
      ...counted.map(([key, value]) => [nameOf(words[key].name, key, language), value, null, null, null]),
    ]
    const shown = [...figures.map(({ key }) => key), ...counted.map(([key]) => key)] as readonly ReportColumn[]
    return {
      total: rows.length,
      pages: onePage(rows),
      beside: {
        timeZone: zone,
        facts: await factsOf(ask, conditions, { language, view, filters }),
        titles: null,
        totals: null,
        tables: [
          ...tablesOf(view, words, language),
          await memberTable(ask, conditions, words, language),
          formulasOf(language, words, shown),
        ],
      },
    }
  },
}

function titlesOf(language: Language): Record<string, string> {
  const texts = exportReportTexts[language]
  return Object.fromEntries(columns.map((key) => [key, texts[key]]))
}

/** Everything came with the one answer. */
function onePage(rows: Cell[][]): Pull<ExportPage> {
  const page: ExportPage = {
    size: rows.length,
    cells: (keys) => rows.map((row) => keys.map((key) => row[columns.findIndex((column) => column === key)] ?? null)),
    told: () => [],
  }
  const left = [page]
  return () => Promise.resolve(left.pop() ?? null)
}

/** A time stands among shares and counts, so its name says that it is seconds. */
function nameOf(name: string, column: ReportColumn, language: Language): string {
  return reportColumns[column].unit === 'ms' ? exportTexts[language].inSeconds(name) : name
}

function figureCell(column: ReportColumn, value: number | null): Cell {
  if (value === null) return null
  return reportColumns[column].unit === 'ms' ? Math.round(value / 1_000) : { kind: kindOf(column), value }
}

function tablesOf(
  { trend, ratings, categories }: OverviewView,
  words: WordsOfColumns,
  language: Language,
): SmallTable[] {
  const texts = exportReportTexts[language]
  const text = (title: string) => ({ title, kind: 'text' as const })
  const number = (title: string) => ({ title, kind: 'number' as const })
  return [
    {
      title: texts.trend[trend.by],
      columns: [text(texts.time), ...volume.map((key) => number(words[key].name)), number(texts.acceptedBefore)],
      rows: trend.points.map((point) => [
        trend.by === 'hour' ? `${point.key.padStart(2, '0')}:00` : point.key,
        ...volume.map((key) => point[key]),
        point.acceptedBefore,
      ]),
    },
    {
      title: texts.ratings,
      columns: [number(texts.score), number(texts.count), { title: texts.share, kind: 'share' }],
      rows: ratings.levels.map(({ score, count }) => [
        score,
        count,
        ratings.count === 0 ? null : count / ratings.count,
      ]),
    },
    {
      title: texts.reasons,
      columns: [text(texts.reason), number(texts.count)],
      rows: ratings.reasons.map(({ text: reason, count }) => [reason, count]),
    },
    {
      title: texts.categories,
      columns: [text(texts.category), number(texts.count)],
      rows: categories.map(({ path, count }) => [path.join(' / '), count]),
    },
  ]
}

/** 客服排行, whole. */
async function memberTable(
  ask: Ask,
  conditions: Conditions,
  words: WordsOfColumns,
  language: Language,
): Promise<SmallTable> {
  const input = { ...conditions, report: 'satisfaction', sort: 'dialogues', descending: true, limit: 5_000 }
  const { rows } = (await ask(operations.report.get, input)) as ReportView
  return {
    title: exportReportTexts[language].perMember,
    columns: perMember.map((key) => ({ title: words[key].name, kind: kindOf(key) })),
    rows: rows.map(({ values }) => perMember.map((key) => reportCell(key, values[key]))),
  }
}
