import type { OfflineMessageView } from '@keqiao/contract'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { offlineColumns, type OfflineColumn, type OfflineSearch } from './offline-search'

interface OfflineTableProps {
  messages: readonly OfflineMessageView[]
  search: OfflineSearch
  onSort: (column: OfflineColumn) => void
  onShow: (id: string) => void
}

/** The messages, one a row; every column sorts, on the server. */
export function OfflineTable({ messages, search, onSort, onShow }: OfflineTableProps) {
  const { offline: words } = useTexts().rules
  const { sort = 'createdAt', asc } = search
  if (messages.length === 0) return null
  return (
    <table className="page-table offline-table">
      <thead>
        <tr>
          {offlineColumns.map((column) => (
            <th
              key={column}
              scope="col"
              data-column={column}
              aria-sort={sort === column ? (asc ? 'ascending' : 'descending') : 'none'}
            >
              <button type="button" onClick={() => onSort(column)}>
                {words.columns[column]}
                <span aria-hidden="true">{sort === column ? (asc ? '↑' : '↓') : ''}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} active={message.id === search.id} onShow={onShow} />
        ))}
      </tbody>
    </table>
  )
}

interface MessageRowProps {
  message: OfflineMessageView
  active: boolean
  onShow: (id: string) => void
}

function MessageRow({ message, active, onShow }: MessageRowProps) {
  const { offline: words } = useTexts().rules
  const language = useLanguageTag()
  const { id, name, createdAt, phone, email, group, cause, text, status, reply } = message
  return (
    <tr data-active={active} onClick={() => onShow(id)}>
      <td className="offline-time">{shortTime(createdAt, Date.now(), language)}</td>
      <th scope="row">
        <button
          type="button"
          className="offline-open ellipsis"
          aria-label={words.openOne(name)}
          onClick={() => onShow(id)}
        >
          {name}
        </button>
      </th>
      <td>{phone ?? email}</td>
      <td>{group.name}</td>
      <td data-column="cause">{words.causes[cause]}</td>
      <td>
        <span className="ellipsis offline-text">{text}</span>
      </td>
      <td>
        <span className="offline-state">
          <i className={status === 'open' ? 'lamp lamp-amber' : 'lamp'} />
          {words.states[status]}
          {reply?.mail?.status === 'failed' && <b className="offline-undelivered">{words.mailStates.failed}</b>}
        </span>
      </td>
      <td data-column="repliedBy">{reply?.by.nickname ?? '—'}</td>
    </tr>
  )
}
