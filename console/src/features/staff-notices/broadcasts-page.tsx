import type { Output } from '@keqiao/client'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { SendBroadcast } from './send-broadcast'
import '../member/members.css'
import './staff-notices.css'

type Broadcast = Output<'broadcast.list'>['broadcasts'][number]

const pageSize = 20

/** 群发消息 (CON-08): what was sent, and who has read it. */
export function BroadcastsPage() {
  const { staffNotices, members } = useTexts()
  const { broadcast: words } = staffNotices
  const { page = 1 } = useSearch({ from: '/staff/manage/broadcasts' })
  const navigate = useNavigate()
  const asked = useAsked('broadcast.list', { page, limit: pageSize })
  const [composing, setComposing] = useState(false)
  const [shown, setShown] = useState<Broadcast | null>(null)
  const { data } = asked
  const pageCount = Math.max(1, Math.ceil((data?.count ?? 0) / pageSize))
  const turn = (next: number) => void navigate({ to: '/manage/broadcasts', search: next > 1 ? { page: next } : {} })
  return (
    <>
      <PageHead title={words.title} fact={data && words.fact(data.count)}>
        <Button type="primary" size="small" onClick={() => setComposing(true)}>
          {words.compose}
        </Button>
      </PageHead>
      <div className="page-scroll">
        {data ? (
          <Table rows={data.broadcasts} onShow={setShown} />
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={6} />
        )}
        {data?.count === 0 && (
          <PageEmpty text={words.none} hint={words.noneHint}>
            <Button size="small" onClick={() => setComposing(true)}>
              {words.compose}
            </Button>
          </PageEmpty>
        )}
        {pageCount > 1 && (
          <nav className="broadcast-pages" aria-label={members.pages}>
            <Button size="small" disabled={page <= 1} onClick={() => turn(page - 1)}>
              {members.previousPage}
            </Button>
            <span>{`${page} / ${pageCount}`}</span>
            <Button size="small" disabled={page >= pageCount} onClick={() => turn(page + 1)}>
              {members.nextPage}
            </Button>
          </nav>
        )}
      </div>
      <SendBroadcast open={composing} onDone={() => setComposing(false)} />
      <Dialog
        open={shown !== null}
        width={440}
        side
        title={words.receipts}
        close={{ label: words.hide, drawing: <Icon name="close" /> }}
        onClose={() => setShown(null)}
      >
        {shown && <Receipts broadcast={shown} />}
      </Dialog>
    </>
  )
}

function Table({ rows, onShow }: { rows: readonly Broadcast[]; onShow: (broadcast: Broadcast) => void }) {
  const { broadcast: words } = useTexts().staffNotices
  const language = useLanguageTag()
  if (rows.length === 0) return null
  return (
    <table className="page-table broadcast-table">
      <thead>
        <tr>
          {(['sentAt', 'text', 'to', 'by', 'read'] as const).map((column) => (
            <th key={column} scope="col">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{shortTime(row.sentAt, Date.now(), language)}</td>
            <th scope="row">
              <span className="ellipsis broadcast-words" title={row.text}>
                {row.text}
              </span>
            </th>
            <td>
              {row.audience.kind === 'all'
                ? words.all
                : [...row.audience.groupNames, ...row.audience.memberNames].join('、')}
            </td>
            <td>{row.by.nickname}</td>
            <td>
              <button
                type="button"
                className="plain-button"
                aria-label={words.showReceipts(row.text.slice(0, 20))}
                onClick={() => onShow(row)}
              >
                {words.readOf(row.readCount, row.recipientCount)}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Receipts({ broadcast }: { broadcast: Broadcast }) {
  const { broadcast: words } = useTexts().staffNotices
  const language = useLanguageTag()
  const asked = useAsked('broadcast.receipts', { broadcastId: broadcast.id })
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageLoading rows={4} />
  return (
    <>
      <p className="received-text">{broadcast.text}</p>
      <ul className="receipt-list">
        {asked.data.receipts.map(({ memberId, nickname, readAt }) => (
          <li key={memberId}>
            <span className="ellipsis">{nickname}</span>
            <span>{readAt === null ? words.unread : words.readAt(shortTime(readAt, Date.now(), language))}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
