import { Button } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { ExportMenu } from '../export/export-menu'
import { PageHead } from '../manage/page-states'
import type { DayRange, ReportSearch } from './report-search'
import { zoneDateTime, zoneTime, type Reading } from './report-values'
import type { useReportRange } from './use-report-range'
import { useReportTexts } from './use-report-texts'

interface ReportHeadProps {
  title: string
  range: DayRange
  reading: Reading
  search: ReportSearch
  choices: ReturnType<typeof useReportRange>['choices']
  view: { readonly asOf: number | null; readonly generatedAt: number; readonly zone: string } | undefined
  /** What the file holds that 导出 makes: as the figures are asked for now. */
  exported: ComponentProps<typeof ExportMenu>
  /** All that paper shows is here. */
  printable?: boolean
  /** Beside 打印. */
  children?: ReactNode
}

/** The title row with how fresh the figures are; on paper with merchant, days, zone and filters. */
export function ReportHead({
  title,
  range,
  reading,
  search,
  choices,
  view,
  exported,
  printable = true,
  children,
}: ReportHeadProps) {
  const words = useReportTexts()
  const { me } = useDesk()
  const fresh = view && (view.asOf === null ? words.notYet : words.asOf(zoneTime(view.asOf, reading)))
  const narrowed = [
    namesOf(
      search.groups,
      choices?.groups.map(({ id, name }) => [id, name] as const),
      words.allGroups,
    ),
    namesOf(
      search.members,
      choices?.members.map(({ id, nickname }) => [id, nickname] as const),
      words.allMembers,
    ),
    namesOf(
      search.channels,
      choices?.channels.map(({ id, name }) => [id, name] as const),
      words.allChannels,
    ),
  ]
  return (
    <>
      <PageHead title={title} fact={<span title={words.zone(reading.zone)}>{fresh}</span>}>
        {children}
        <ExportMenu {...exported} />
        <Button size="small" icon={<Icon name="printer" small />} disabled={!printable} onClick={() => window.print()}>
          {words.print}
        </Button>
      </PageHead>
      <div className="report-paper-head">
        <p>{me.tenant.name}</p>
        <p>
          {`${words.range} ${daysWords(range)}`} · {words.zone(reading.zone)}
        </p>
        <p>{`${words.printedFilters} ${narrowed.join(' · ')}`}</p>
        {view && <p>{`${words.printed} ${zoneDateTime(view.generatedAt, reading)}`}</p>}
      </div>
    </>
  )
}

const daysWords = ({ from, to }: DayRange) => (from === to ? from : `${from} – ${to}`)

/** What stands above the columns on each sheet of paper. */
export const paperLine = (names: readonly string[], range: DayRange, { zone }: Reading): string =>
  [...names, daysWords(range), zone].join(' · ')

function namesOf(
  chosen: string | undefined,
  known: readonly (readonly [string, string])[] | undefined,
  all: string,
): string {
  if (chosen === undefined) return all
  const names = new Map(known)
  return chosen
    .split(',')
    .map((id) => names.get(id) ?? id.slice(-6))
    .join('、')
}
