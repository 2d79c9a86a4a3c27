import type { OfflineMessageView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { OfflineMessageDetail } from './offline-message-detail'
import { offlineStates, type OfflineSearch } from './offline-search'
import './offline-messages.css'

/** New ones come by themselves; the list follows at this pace, in milliseconds. */
const followMs = 10_000
const pageSize = 50

/** 留言 (MGT-14): newest first, with the detail beside it. */
export function OfflineMessagesPage() {
  const { rules } = useTexts()
  const { offline: words } = rules
  const search = useSearch({ from: '/staff/manage/offline-messages' })
  const navigate = useNavigate()
  const { state = 'all', id, before } = search
  const page = before === undefined ? {} : { before }
  const asked = useAsked('offlineMessage.list', { status: state, limit: pageSize, ...page }, followMs)
  const show = (next: OfflineSearch, replace = false) =>
    void navigate({ to: '/manage/offline-messages', search: next, replace })
  const kept: OfflineSearch = { ...(state !== 'all' && { state }), ...page }
  const { data } = asked
  return (
    <>
      <PageHead title={words.title} fact={data && data.openCount > 0 && words.openCount(data.openCount)}>
        <Segmented
          size="small"
          aria-label={words.filter}
          value={state}
          options={offlineStates.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => show(next === 'all' ? {} : { state: next })}
        />
      </PageHead>
      <div className="offline-areas" data-detail={id !== undefined}>
        <div className="page-scroll">
          {data ? (
            <MessageTable messages={data.messages} shown={id} onShow={(one) => show({ ...kept, id: one }, true)} />
          ) : asked.isError ? (
            <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
          ) : (
            <PageLoading rows={8} />
          )}
          {data?.messages.length === 0 && (
            <PageEmpty
              text={state === 'all' ? words.none : words.noneFound}
              {...(state === 'all' && { hint: words.noneHint })}
            >
              {state !== 'all' && (
                <Button size="small" onClick={() => show({})}>
                  {words.showAll}
                </Button>
              )}
            </PageEmpty>
          )}
          {data && (before !== undefined || data.more) && (
            <nav className="offline-pages" aria-label={words.title}>
              <Button
                size="small"
                disabled={before === undefined}
                onClick={() => show(state === 'all' ? {} : { state })}
              >
                {words.newest}
              </Button>
              <Button
                size="small"
                disabled={!data.more}
                onClick={() => {
                  const last = data.messages.at(-1)
                  if (last) show({ ...kept, before: last.id })
                }}
              >
                {words.older}
              </Button>
            </nav>
          )}
        </div>
        {id !== undefined && (
          <OfflineMessageDetail
            key={id}
            id={id}
            known={data?.messages.find((one) => one.id === id) ?? null}
            onClose={() => show(kept, true)}
          />
        )}
      </div>
    </>
  )
}

interface MessageTableProps {
  messages: readonly OfflineMessageView[]
  shown: string | undefined
  onShow: (id: string) => void
}

function MessageTable({ messages, shown, onShow }: MessageTableProps) {
  const { offline: words } = useTexts().rules
  const language = useLanguageTag()
  if (messages.length === 0) return null
  return (
    <table className="page-table offline-table">
      <thead>
        <tr>
          {(['createdAt', 'name', 'reach', 'group', 'text', 'status'] as const).map((column) => (
            <th key={column} scope="col">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <tr key={message.id} data-active={message.id === shown} onClick={() => onShow(message.id)}>
            <td className="offline-time">{shortTime(message.createdAt, Date.now(), language)}</td>
            <th scope="row">
              <button
                type="button"
                className="offline-open ellipsis"
                aria-label={words.openOne(message.name)}
                onClick={() => onShow(message.id)}
              >
                {message.name}
              </button>
            </th>
            <td>{message.phone ?? message.email}</td>
            <td>{message.group.name}</td>
            <td>
              <span className="ellipsis offline-text">{message.text}</span>
            </td>
            <td>
              <span className="offline-state">
                <i className={message.status === 'open' ? 'lamp lamp-amber' : 'lamp'} />
                {words.states[message.status]}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
