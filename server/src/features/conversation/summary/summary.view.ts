import type { EarlierView, SummarisedLeg, SummaryView } from '@keqiao/contract'
import type { SummarisedLegRow } from './summary.store'

/** The summary in a leg's row; null: none was written. `nickname` is that of the leg's agent. */
export function summaryView(row: SummarisedLegRow, nickname: string): SummaryView | null {
  const { form_version: formVersion, answers, saved_at: savedAt } = row
  if (formVersion === null || answers === null || savedAt === null) return null
  return {
    legId: row.leg_id,
    member: { id: row.member_id, nickname },
    formVersion,
    answers,
    categoryPath: row.category_path ?? [],
    solved: row.solved,
    followUp: row.follow_up ?? false,
    savedAt,
    correctedCount: row.corrected_count ?? 0,
  }
}

/** A leg with its summary. */
export function summarisedLegView(row: SummarisedLegRow, nickname: string): SummarisedLeg {
  return {
    legId: row.leg_id,
    member: { id: row.member_id, nickname },
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    end: row.end_kind,
    summary: summaryView(row, nickname),
  }
}

type EarlierSummary = NonNullable<EarlierView['summaries']>[number]

/** What 历史 shows of a summary; nothing where none was written. */
export function earlierSummaryView(row: SummarisedLegRow, nickname: string): EarlierSummary[] {
  if (row.form_version === null) return []
  const { category_path: categoryPath, content, solved, follow_up: followUp } = row
  return [{ nickname, categoryPath: categoryPath ?? [], content: content ?? '', solved, followUp: followUp ?? false }]
}
