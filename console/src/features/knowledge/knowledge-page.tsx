import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { BulkBar } from './bulk-bar'
import { Categories } from './categories'
import { EntryDrawer } from './entry-drawer'
import { ImportEntries } from './import-entries'
import { KnowledgeFilters } from './knowledge-filters'
import type { KnowledgeColumn, KnowledgeSearch } from './knowledge-search'
import { KnowledgeTable } from './knowledge-table'
import { RemoveEntries } from './remove-entries'
import { useCategories, useChangeKnowledge } from './use-knowledge'
import { VersionsDrawer } from './versions-drawer'
import '../member/members.css'
import './knowledge-page.css'

const pageSize = 50

type Doing =
  { readonly what: 'categories' | 'import' } | { readonly what: 'versions' | 'remove'; readonly ids: string[] }

/** What of the address is a question to the server. */
export const selectionOf = ({ q, category, status, seen }: KnowledgeSearch) => ({
  ...(q !== undefined && { text: q }),
  ...(category !== undefined && { categoryId: category as 'none' }),
  ...(status && { status }),
  ...(seen && { visibility: seen }),
})

/** 知识库 in the management centre (MGT-12, MGT-13). */
export function KnowledgePage() {
  const texts = useTexts()
  const { knowledge: words } = texts
  const { message } = App.useApp()
  const search = useSearch({ from: '/staff/manage/knowledge' })
  const navigate = useNavigate()
  const { options } = useCategories()
  const change = useChangeKnowledge()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const { sort = 'changedAt', asc, page = 1, edit } = search
  const asked = useAsked('knowledge.list', {
    ...selectionOf(search),
    sort,
    direction: asc ? 'asc' : 'desc',
    page,
    pageSize,
  })
  const show = (next: KnowledgeSearch) => {
    setPicked(new Set())
    void navigate({ to: '/manage/knowledge', search: next, replace: true })
  }
  const open = (id: string | undefined) => {
    const { edit: _before, ...others } = search
    void navigate({
      to: '/manage/knowledge',
      search: { ...others, ...(id !== undefined && { edit: id }) },
      replace: true,
    })
  }
  const filter = ({ page: _page, ...next }: KnowledgeSearch) => show(next)
  const sortBy = (column: KnowledgeColumn) => {
    const { asc: _asc, page: _page, ...others } = search
    show({ ...others, sort: column, ...(sort === column && !asc && { asc: true }) })
  }
  const alter = async (ids: readonly string[], what: object) => {
    const reply = await change('knowledge.change', { entryIds: ids as never, ...what })
    if (reply.ok) void message.success(words.changed(reply.result.changedCount))
    else void message.error(errorWords(texts, reply.error.code))
  }
  const { data } = asked
  const isFiltered = Object.keys(selectionOf(search)).length > 0
  const pageCount = Math.max(1, Math.ceil((data?.totalCount ?? 0) / pageSize))
  const download = (format: 'csv' | 'xlsx') => {
    const query = new URLSearchParams({ ...selectionOf(search), format })
    window.location.assign(`/api/knowledge/export?${query.toString()}`)
  }
  return (
    <>
      <PageHead title={words.title} fact={data && words.count(data.totalCount)}>
        <Button size="small" onClick={() => setDoing({ what: 'categories' })}>
          {words.categories}
        </Button>
        <Button size="small" onClick={() => setDoing({ what: 'import' })}>
          {words.importOpen}
        </Button>
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'csv', label: words.exportCsv },
              { key: 'xlsx', label: words.exportXlsx },
            ],
            onClick: ({ key }) => download(key === 'csv' ? 'csv' : 'xlsx'),
          }}
        >
          <Button size="small">{words.exportCsv.split(' ')[0]}</Button>
        </Dropdown>
        <Button type="primary" size="small" onClick={() => open('new')}>
          {words.add}
        </Button>
      </PageHead>
      <KnowledgeFilters search={search} options={options} onShow={filter} />
      {picked.size > 0 && (
        <BulkBar
          count={picked.size}
          options={options}
          onChange={(what) => void alter([...picked], what).then(() => setPicked(new Set()))}
          onRemove={() => setDoing({ what: 'remove', ids: [...picked] })}
        />
      )}
      <div className="page-scroll">
        {data && data.entries.length > 0 && (
          <KnowledgeTable
            entries={data.entries}
            options={options}
            sort={sort}
            desc={!asc}
            picked={picked}
            onPick={setPicked}
            onSort={sortBy}
            onOpen={open}
            onHistory={(id) => setDoing({ what: 'versions', ids: [id] })}
            onChange={(id, what) => void alter([id], what)}
          />
        )}
        {!data &&
          (asked.isError ? (
            <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
          ) : (
            <PageLoading rows={8} />
          ))}
        {data?.entries.length === 0 && (
          <PageEmpty text={isFiltered ? words.noneInFilter : words.none} {...(!isFiltered && { hint: words.noneHint })}>
            <Button size="small" onClick={() => (isFiltered ? show({}) : open('new'))}>
              {isFiltered ? words.clearFilters : words.add}
            </Button>
          </PageEmpty>
        )}
      </div>
      {pageCount > 1 && (
        <nav className="members-pages" aria-label={words.pages}>
          <Button size="small" disabled={page === 1} onClick={() => show({ ...search, page: page - 1 })}>
            {words.previousPage}
          </Button>
          <span>{`${page} / ${pageCount}`}</span>
          <Button size="small" disabled={page >= pageCount} onClick={() => show({ ...search, page: page + 1 })}>
            {words.nextPage}
          </Button>
        </nav>
      )}
      <EntryDrawer id={edit ?? null} options={options} onDone={() => open(undefined)} onOpen={open} />
      <Categories open={doing?.what === 'categories'} onDone={() => setDoing(null)} />
      <ImportEntries open={doing?.what === 'import'} onDone={() => setDoing(null)} />
      <VersionsDrawer
        id={doing?.what === 'versions' ? (doing.ids[0] ?? null) : null}
        options={options}
        onDone={() => setDoing(null)}
      />
      <RemoveEntries
        ids={doing?.what === 'remove' ? doing.ids : []}
        onDone={() => {
          setDoing(null)
          setPicked(new Set())
        }}
      />
    </>
  )
}
