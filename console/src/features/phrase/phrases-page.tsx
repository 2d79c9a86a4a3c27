import type { PhraseView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useDesk } from '../desk/desk-context'
import { useChange } from '../manage/use-asked'
import { exportPhrases } from './export-phrases'
import { ImportPhrases } from './import-phrases'
import { PhraseCategories } from './phrase-categories'
import { PhraseForm } from './phrase-form'
import { PhraseTable } from './phrase-table'
import type { PhraseColumn, PhrasesSearch } from './phrases-search'
import { RemovePhrase } from './remove-phrase'
import { usePhraseSearch } from './use-phrases'
import '../member/members.css'
import './phrase.css'
import './phrases-page.css'

const pageSize = 50

/** What is done in a window of its own; null for the phrase: a new one. */
type Doing = { readonly what: 'form' | 'remove'; readonly phrase: PhraseView | null } | { readonly what: 'import' }

/** 常用语管理 (MGT-10, MGT-11): what everybody may use. */
export function PhrasesPage() {
  const { phrase: words } = useTexts()
  const search = useSearch({ from: '/staff/manage/phrases' })
  const navigate = useNavigate()
  const [doing, setDoing] = useState<Doing | null>(null)
  const { q = '', category, sort = 'position', desc, page = 1 } = search
  const asked = usePhraseSearch({
    ...{ scope: 'public', q, sort, order: desc ? 'desc' : 'asc', page, limit: pageSize },
    ...(category !== undefined && { categoryId: category }),
  })
  const show = (next: PhrasesSearch) => void navigate({ to: '/manage/phrases', search: next, replace: true })
  const { page: _page, ...filters } = search
  const onSort = (column: PhraseColumn) => {
    const { desc: _desc, ...others } = filters
    show({ ...others, sort: column, ...(sort === column && !desc && { desc: true }) })
  }
  const { data } = asked
  const pageCount = Math.max(1, Math.ceil((data?.count ?? 0) / pageSize))
  const filtered = q !== '' || category !== undefined
  const phrase = doing && doing.what !== 'import' ? doing.phrase : null
  return (
    <>
      <PageHead title={words.menu} fact={data && words.count(data.count)}>
        <ExportButton />
        <Button size="small" onClick={() => setDoing({ what: 'import' })}>
          {words.csv.import}
        </Button>
        <Button type="primary" size="small" onClick={() => setDoing({ what: 'form', phrase: null })}>
          {words.add}
        </Button>
      </PageHead>
      <div className="phrases-areas">
        <PhraseCategories
          chosen={category}
          onChoose={(next) => {
            const { category: _category, ...others } = filters
            show(next === undefined ? others : { ...others, category: next })
          }}
        />
        <div className="phrases-list">
          <div className="members-filters">
            <input
              type="search"
              className="members-search"
              aria-label={words.search}
              placeholder={words.search}
              value={q}
              onChange={({ target }) => {
                const { q: _q, ...others } = filters
                show(target.value === '' ? others : { ...others, q: target.value })
              }}
            />
          </div>
          <div className="page-scroll">
            {data ? (
              <Rows
                rows={data.phrases}
                search={search}
                onSort={onSort}
                onDo={(what, one) => setDoing({ what, phrase: one })}
              />
            ) : asked.isError ? (
              <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
            ) : (
              <PageLoading rows={8} />
            )}
            {data?.count === 0 && (
              <PageEmpty
                text={filtered ? words.noneFound : words.noneTitle}
                hint={filtered ? words.noneFoundHint : words.noneHint}
              >
                <Button size="small" onClick={() => (filtered ? show({}) : setDoing({ what: 'form', phrase: null }))}>
                  {filtered ? words.showAll : words.add}
                </Button>
              </PageEmpty>
            )}
          </div>
          {pageCount > 1 && (
            <Pages page={page} pageCount={pageCount} onPage={(next) => show({ ...filters, page: next })} />
          )}
        </div>
      </div>
      <PhraseForm open={doing?.what === 'form'} scope="public" phrase={phrase} onDone={() => setDoing(null)} />
      <RemovePhrase phrase={doing?.what === 'remove' ? phrase : null} onDone={() => setDoing(null)} />
      <ImportPhrases open={doing?.what === 'import'} onDone={() => setDoing(null)} />
    </>
  )
}

interface RowsProps {
  rows: readonly PhraseView[]
  search: PhrasesSearch
  onSort: (column: PhraseColumn) => void
  onDo: (what: 'form' | 'remove', phrase: PhraseView) => void
}

/** The table; in its own order, a phrase can be moved up and down among those of its category. */
function Rows({ rows, search, onSort, onDo }: RowsProps) {
  const texts = useTexts()
  const { message } = App.useApp()
  const change = useChange('phrase.list', 'phrase.categories')
  const move = async (phrase: PhraseView, by: 1 | -1) => {
    const beside = rows.filter(({ categoryId }) => categoryId === phrase.categoryId)
    const at = beside.findIndex(({ id }) => id === phrase.id)
    const before = by === -1 ? beside[at - 1] : beside[at + 2]
    const reply = await change('phrase.move', { phraseId: phrase.id, beforeId: before?.id ?? null })
    if (!reply.ok) void message.error(errorWords(texts, reply.error.code))
  }
  if (rows.length === 0) return null
  const inOrder = (search.sort ?? 'position') === 'position' && !search.desc && search.q === undefined
  return (
    <PhraseTable
      rows={rows}
      search={search}
      onSort={onSort}
      onDo={onDo}
      onMove={inOrder ? (phrase, by) => void move(phrase, by) : null}
    />
  )
}

function Pages({ page, pageCount, onPage }: { page: number; pageCount: number; onPage: (page: number) => void }) {
  const { members } = useTexts()
  return (
    <nav className="members-pages" aria-label={members.pages}>
      <Button size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {members.previousPage}
      </Button>
      <span>
        {page} / {pageCount}
      </span>
      <Button size="small" disabled={page >= pageCount} onClick={() => onPage(page + 1)}>
        {members.nextPage}
      </Button>
    </nav>
  )
}

function ExportButton() {
  const texts = useTexts()
  const { client } = useDesk()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const code = await exportPhrases(client, 'public', texts.phrase.csv.fileName)
    setBusy(false)
    if (code !== null) void message.error(errorWords(texts, code))
  }
  return (
    <Button size="small" loading={busy} onClick={() => void save()}>
      {texts.phrase.csv.export}
    </Button>
  )
}
