import { operations, type ReportFilter } from '@keqiao/contract'
import { exportReportTexts } from '../../i18n/export-report-texts'
import type { Language } from '../../i18n/choose-language'
import type { Ask, Cell, Conditions } from './exportable'

interface Shown {
  readonly language: Language
  readonly view: { readonly from: string; readonly to: string; readonly zone: string; readonly asOf: number | null }
  /** What the report can be narrowed by. */
  readonly filters: readonly ReportFilter[]
}

interface Choices {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly { readonly id: string; readonly nickname: string }[]
  readonly channels: readonly { readonly id: string; readonly name: string }[]
}

/** What a report is of: its days, the zone they are in, what it was narrowed by, and how much of the log it knows. */
export async function factsOf(
  ask: Ask,
  conditions: Conditions,
  { language, view, filters }: Shown,
): Promise<[string, Cell][]> {
  const texts = exportReportTexts[language]
  const { from, to, zone, asOf } = view
  const choices = (await ask(operations.report.filters, { from, to })) as Choices
  const named: Record<ReportFilter, readonly [string, readonly (readonly [string, string])[]]> = {
    groupIds: [texts.groups, choices.groups.map(({ id, name }) => [id, name])],
    memberIds: [texts.members, choices.members.map(({ id, nickname }) => [id, nickname])],
    channelIds: [texts.channels, choices.channels.map(({ id, name }) => [id, name])],
  }
  return [
    [texts.days, from === to ? from : `${from} – ${to}`],
    [texts.zone, zone],
    ...filters.map((filter): [string, Cell] => {
      const [title, names] = named[filter]
      return [title, namesOf(conditions[filter], new Map(names)) ?? texts.all]
    }),
    [texts.asOf, asOf === null ? texts.notYet : { kind: 'instant', value: asOf }],
  ]
}

/** The chosen by name; one without figures in these days by the end of its id. Null: none was chosen. */
function namesOf(chosen: unknown, names: ReadonlyMap<string, string>): string | null {
  const ids = typeof chosen === 'string' ? chosen.split(',') : Array.isArray(chosen) ? chosen.map(String) : null
  return ids?.map((id) => names.get(id) ?? id.slice(-6)).join('、') ?? null
}
