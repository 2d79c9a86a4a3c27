import type { DrillItem } from '@keqiao/contract'
import { reportColumns, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { durationWords } from '../../i18n/format'
import { Icon } from '../../icons/icon'
import { DetailLink } from '../dialogue/detail-link'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { zoneDateTime, type Reading } from './report-values'
import { useReading, useReportTexts } from './use-report-texts'

const pageSize = 50

interface ReportDrillProps {
  report: ReportKey
  column: ReportColumn
  /** Key of the row; undefined: the totals. */
  row: string | undefined
  /** What the row is about, as the table says it. */
  name: string
  /** Days and filters, as the figure was asked for. */
  asked: { readonly from: string; readonly to: string }
  onClose: () => void
}

/** What a figure is made of: the visits, dialogues or messages behind it, newest first, each with its way to its detail. */
export function ReportDrill({ report, column, row, name, asked, onClose }: ReportDrillProps) {
  const words = useReportTexts()
  const [offset, setOffset] = useState(0)
  const drill = useAsked('report.drill', {
    report,
    ...asked,
    column,
    ...(row !== undefined && { row }),
    offset,
    limit: pageSize,
  })
  const { data } = drill
  const reading = useReading(data?.zone ?? 'UTC')
  const isTime = reportColumns[column].unit === 'ms'
  // Rounds and messages: a dialogue has several, so what it adds stands beside it.
  const isSummed = isTime || (data !== undefined && data.total !== data.itemCount)
  return (
    <Dialog
      open
      side
      width={440}
      title={words.behind.title(words.columns[column].name)}
      close={{ label: words.behind.close, drawing: <Icon name="close" /> }}
      onClose={onClose}
    >
      <p className="drill-facts">
        <span>{name}</span>
        {data && (
          <span data-testid="drill-count">{words.behind.count(data.itemCount.toLocaleString(reading.language))}</span>
        )}
        {data && isSummed && <span>{words.behind.sum(partWords(data.total, isTime, reading))}</span>}
      </p>
      <p className="drill-formula formula-words">{words.columns[column].formula}</p>
      {data ? (
        <ul className="drill-items">
          {data.items.map((item, index) => (
            <Item
              key={`${item.legId ?? item.conversationId ?? item.offlineMessageId ?? ''} ${index}`}
              {...{ item, isTime, isSummed, reading }}
            />
          ))}
        </ul>
      ) : drill.isError ? (
        <PageFailed error={drill.error} onRetry={() => void drill.refetch()} />
      ) : (
        <PageLoading rows={8} />
      )}
      {data?.itemCount === 0 && <PageEmpty text={words.behind.none} />}
      {data && data.itemCount > pageSize && (
        <nav className="report-pages" aria-label={words.pages}>
          <span>{words.rows(offset + 1, offset + data.items.length, data.itemCount)}</span>
          <Button size="small" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - pageSize))}>
            {words.behind.newer}
          </Button>
          <Button
            size="small"
            disabled={offset + pageSize >= data.itemCount}
            onClick={() => setOffset(offset + pageSize)}
          >
            {words.behind.older}
          </Button>
        </nav>
      )}
    </Dialog>
  )
}

interface ItemProps {
  item: DrillItem
  isTime: boolean
  /** What it adds to the figure is more than one. */
  isSummed: boolean
  reading: Reading
}

const partWords = (value: number, isTime: boolean, { texts, language }: Reading): string =>
  isTime ? durationWords(value, texts) : value.toLocaleString(language)

function Item({ item, isTime, isSummed, reading }: ItemProps) {
  const { behind } = useReportTexts()
  const { kind, at, conversationId, legId, roomNumber, visitorName, group, member, rating, value } = item
  const facts = [member?.nickname, group?.name, roomNumber, rating === null ? null : behind.stars(rating)]
  return (
    <li>
      <span className="drill-line">
        <b className="ellipsis">{visitorName}</b>
        <time>{zoneDateTime(at, reading)}</time>
      </span>
      <span className="drill-line">
        <small className="ellipsis">{[behind.kinds[kind], ...facts.filter(Boolean)].join(' · ')}</small>
        {isSummed && <small>{partWords(value, isTime, reading)}</small>}
        {legId !== null ? (
          <DetailLink legId={legId}>{behind.detail}</DetailLink>
        ) : (
          conversationId !== null && (
            <Link to="/desk/$conversationId" params={{ conversationId }}>
              {behind.open}
            </Link>
          )
        )}
      </span>
    </li>
  )
}
