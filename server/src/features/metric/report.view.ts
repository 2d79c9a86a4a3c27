import { reportColumns, type DrillItem, type ReportColumn } from '@keqiao/contract'
import { metric, type GroupId, type MemberId } from '@keqiao/domain'
import { formulas, valueOf } from './formulas'
import type { Dimension, FactRow, SummedRow } from './report.store'

/** Which part of a roll-up's key a column is. */
export const dimensionOf = {
  date: 'day',
  hour: 'hour',
  group: 'group_id',
  member: 'member_id',
} as const satisfies Record<string, Dimension>

/** Values of a row, and what names it. */
export interface ReportRow {
  readonly key: string
  readonly groupId: GroupId | null
  readonly memberId: MemberId | null
  readonly values: Record<string, string | number | null>
}

/** A row with its columns; `key` names it to a drill. */
export function reportRow(row: SummedRow, columns: readonly ReportColumn[]): ReportRow {
  return {
    key: keyOf(row),
    groupId: (row.group_id as GroupId | undefined) ?? null,
    memberId: (row.member_id as MemberId | undefined) ?? null,
    values: Object.fromEntries(columns.map((column) => [column, valueIn(row, column)])),
  }
}

/** What names a row. */
export const keyOf = ({ day, hour, group_id: groupId, member_id: memberId }: SummedRow): string =>
  [day ?? hour, groupId ?? memberId].filter((part) => part !== undefined).join('|')

/** What stands in a column of a row. */
export function valueIn(row: SummedRow, column: ReportColumn): string | number | null {
  switch (column) {
    case 'date':
      return row.day ?? null
    case 'hour':
      return row.hour ?? null
    case 'group':
      return row.group_name ?? null
    case 'member':
      return row.member_name ?? null
    default:
      return figureOf(column, row.measured)
  }
}

/** Figures over all rows; what says what a row is about is left out. */
export function totalsOf(rows: readonly SummedRow[], columns: readonly ReportColumn[]): Record<string, number | null> {
  const total: metric.Measured = {}
  for (const { measured } of rows) metric.addTo(total, measured)
  return Object.fromEntries(
    columns.flatMap((column) => {
      // When somebody came first and left last is said of a day, not of many.
      if (!(column in formulas) || reportColumns[column].unit === 'instant') return []
      return [[column, figureOf(column, total)]]
    }),
  )
}

function figureOf(column: ReportColumn, measured: metric.Measured): number | null {
  // Who was still there when the day ended has not signed out of it.
  if (column === 'lastSignOut' && (measured.stayed ?? 0) > 0) return null
  return column in formulas ? valueOf(column as keyof typeof formulas, measured) : null
}

/** A key as `reportRow` made it; null: it is none of this report. */
export function rowOf(
  key: string,
  dimensions: readonly Dimension[],
): {
  readonly day: string | null
  readonly hour: number | null
  readonly groupId: string | null
  readonly memberId: string | null
} | null {
  const parts = key.split('|')
  if (parts.length !== dimensions.length) return null
  const row = {
    day: null as string | null,
    hour: null as number | null,
    groupId: null as string | null,
    memberId: null as string | null,
  }
  for (const [index, dimension] of dimensions.entries()) {
    const part = parts[index] ?? ''
    if (dimension === 'day' && /^\d{4}-\d\d-\d\d$/.test(part)) row.day = part
    else if (dimension === 'hour' && /^\d{1,2}$/.test(part)) row.hour = Number(part)
    else if (dimension === 'group_id' && uuid.test(part)) row.groupId = part
    else if (dimension === 'member_id' && uuid.test(part)) row.memberId = part
    else return null
  }
  return row
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What is behind a figure, for staff. */
export function drillView(row: FactRow): DrillItem {
  return {
    kind: row.kind,
    conversationId: row.conversation_id as DrillItem['conversationId'],
    legId: row.kind === 'dialogue' ? (row.id as DrillItem['legId']) : null,
    offlineMessageId: row.kind === 'offlineMessage' ? (row.id as DrillItem['offlineMessageId']) : null,
    at: row.at,
    endedAt: row.ended_at,
    roomNumber: row.room_number,
    visitorName: row.visitor_name,
    group: { id: row.group_id as GroupId, name: row.group_name },
    member: row.member_id === null ? null : { id: row.member_id as MemberId, nickname: row.member_name ?? '' },
    channelId: row.channel_id as DrillItem['channelId'],
    rating: row.rating,
    value: row.value,
  }
}
