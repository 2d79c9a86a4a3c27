import type { Input, Output } from '@keqiao/client'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTexts } from '../../i18n/language'
import { ExportMenu } from '../export/export-menu'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { OfflineFilters } from './offline-filters'
import { OfflineMessageDetail } from './offline-message-detail'
import { isFiltered, midnightOf, offlineStates, type OfflineColumn, type OfflineSearch } from './offline-search'
import { OfflineTable } from './offline-table'
import './offline-messages.css'

/** New ones come by themselves; the list follows at this pace, in milliseconds. */
const followMs = 10_000
const pageSize = 50

/** 留言 (MGT-14): by what is asked, in any order, with the detail and the answer beside the list. */
export function OfflineMessagesPage() {
  const { rules } = useTexts()
  const { offline: words } = rules
  const search = useSearch({ from: '/staff/manage/offline-messages' })
  const navigate = useNavigate()
  const { state = 'all', id } = search
  const asked = useAsked('offlineMessage.list', inputOf(search), followMs)
  const show = (next: OfflineSearch, replace = true) =>
    void navigate({ to: '/manage/offline-messages', search: next, replace })
  const { id: _shown, page: _page, ...conditions } = search
  const sortBy = (column: OfflineColumn) => {
    const { sort = 'createdAt', asc } = search
    const { sort: _sort, asc: _asc, ...others } = conditions
    // Time begins with the newest, words with A; again turns it round.
    const first = column !== 'createdAt' && column !== 'status'
    const up = sort === column ? asc !== true : first
    show({ ...others, ...(column !== 'createdAt' && { sort: column }), ...(up && { asc: true }) })
  }
  const { data } = asked
  return (
    <>
      <PageHead title={words.title} fact={data && data.openCount > 0 && words.openCount(data.openCount)}>
        <Segmented
          size="small"
          aria-label={words.filter}
          value={state}
          options={offlineStates.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => {
            const { state: _state, ...others } = conditions
            show({ ...others, ...(next !== 'all' && { state: next }) })
          }}
        />
        <ExportMenu what="offlineMessage" conditions={conditionsOf(search)} />
      </PageHead>
      <OfflineFilters search={conditions} onSearch={(next) => show({ ...next, ...(id !== undefined && { id }) })} />
      <div className="offline-areas" data-detail={id !== undefined}>
        <div className="page-scroll">
          {data ? (
            <OfflineTable
              messages={data.messages}
              search={search}
              onSort={sortBy}
              onShow={(one) => show({ ...search, id: one })}
            />
          ) : asked.isError ? (
            <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
          ) : (
            <PageLoading rows={8} />
          )}
          {data?.messages.length === 0 && <NoMessages search={search} onShowAll={() => show({})} />}
          {data && <Pages data={data} search={search} onPage={(page) => show({ ...conditions, page }, false)} />}
        </div>
        {id !== undefined && (
          <OfflineMessageDetail
            key={id}
            id={id}
            known={data?.messages.find((one) => one.id === id) ?? null}
            onClose={() => show({ ...conditions, ...(search.page && { page: search.page }) })}
          />
        )}
      </div>
    </>
  )
}

const inputOf = (search: OfflineSearch): Input<'offlineMessage.list'> => ({
  ...conditionsOf(search),
  offset: ((search.page ?? 1) - 1) * pageSize,
  limit: pageSize,
})

/** What is asked, whichever page is shown. */
function conditionsOf(search: OfflineSearch) {
  const { state = 'all', q, group, channel, cause, from, until, sort = 'createdAt', asc } = search
  return {
    status: state,
    ...(q !== undefined && { search: q }),
    ...(group !== undefined && { groupId: group }),
    ...(channel !== undefined && { channelId: channel }),
    ...(cause !== undefined && { cause }),
    ...(from !== undefined && { from: midnightOf(from, 0) }),
    ...(until !== undefined && { until: midnightOf(until, 1) }),
    sort,
    order: asc ? 'asc' : 'desc',
  } as const
}

function NoMessages({ search, onShowAll }: { search: OfflineSearch; onShowAll: () => void }) {
  const { offline: words } = useTexts().rules
  if (!isFiltered(search) && search.page === undefined) return <PageEmpty text={words.none} hint={words.noneHint} />
  return (
    <PageEmpty text={words.noneFound}>
      <Button size="small" onClick={onShowAll}>
        {words.showAll}
      </Button>
    </PageEmpty>
  )
}

interface PagesProps {
  data: Output<'offlineMessage.list'>
  search: OfflineSearch
  onPage: (page: number) => void
}

function Pages({ data: { count, messages }, search: { page = 1 }, onPage }: PagesProps) {
  const { members, rules } = useTexts()
  const last = Math.max(1, Math.ceil(count / pageSize))
  if (last === 1 && page === 1) return null
  const first = (page - 1) * pageSize + 1
  return (
    <nav className="offline-pages" aria-label={rules.offline.title}>
      {messages.length > 0 && <span>{rules.offline.range(first, first + messages.length - 1, count)}</span>}
      <Button size="small" disabled={page === 1} onClick={() => onPage(Math.min(page - 1, last))}>
        {members.previousPage}
      </Button>
      <span>{`${page} / ${last}`}</span>
      <Button size="small" disabled={page >= last} onClick={() => onPage(page + 1)}>
        {members.nextPage}
      </Button>
    </nav>
  )
}
