import type { DialogueView } from '@keqiao/contract'
import type { DialogueColumn } from '@keqiao/contract/dialogue-columns'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTexts } from '../../i18n/language'
import { ExportMenu } from '../export/export-menu'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { ColumnChooser } from './column-chooser'
import { ConditionsForm, type Choices } from './conditions-form'
import { DialogueDetail } from './dialogue-detail'
import { DialogueTable } from './dialogue-table'
import { defaultColumns } from './dialogue-cells'
import { conditionsOf, type ConditionTexts, type DialoguesSearch } from './dialogues-search'
import { MessageSearch } from './message-search'
import { SavedConditions } from './saved-conditions'
import { pageSize, useDialogueInput, useDialogues } from './use-dialogues'
import './dialogues.css'

const addresses = { all: '/manage/dialogues', own: '/manage/own-dialogues' } as const
type Whose = keyof typeof addresses

/** 查看对话信息 (MGT-03): everything inside one's data scope. */
export const DialoguesPage = () => <Dialogues whose="all" />

/** 查看个人对话 (MGT-08): one's own. */
export const OwnDialoguesPage = () => <Dialogues whose="own" />

function Dialogues({ whose }: { whose: Whose }) {
  const { dialogues: words } = useTexts()
  const choices = useAsked('dialogue.choices', {})
  if (choices.data) return <Known key={whose} whose={whose} choices={choices.data} />
  return (
    <>
      <PageHead title={whose === 'own' ? words.titleOwn : words.title} />
      {choices.isError ? (
        <PageFailed error={choices.error} onRetry={() => void choices.refetch()} />
      ) : (
        <PageLoading rows={10} />
      )}
    </>
  )
}

/** The address is the state: what it says is shown, and what is done changes it. */
function useAddress(whose: Whose) {
  const search: DialoguesSearch = useSearch({ from: `/staff${addresses[whose]}` })
  const navigate = useNavigate()
  const show = (next: DialoguesSearch, replace = true) => void navigate({ to: addresses[whose], search: next, replace })
  return { search, show }
}

function Known({ whose, choices }: { whose: Whose; choices: Choices }) {
  const { dialogues: words } = useTexts()
  const { search, show } = useAddress(whose)
  const own = whose === 'own'
  const texts = conditionsOf(search)
  const messages = search.view === 'messages'
  const input = useDialogueInput({ texts, own, timeZone: choices.timeZone })
  return (
    <>
      <PageHead title={own ? words.titleOwn : words.title} fact={!messages && <Count input={input} />}>
        <Segmented
          size="small"
          aria-label={words.views.label}
          value={messages ? 'messages' : 'list'}
          options={[
            { value: 'list', label: words.views.list },
            { value: 'messages', label: words.views.messages },
          ]}
          onChange={(view) => show(view === 'messages' ? { ...texts, view } : texts, false)}
        />
      </PageHead>
      <div className="dialogue-areas" data-detail={search.id !== undefined}>
        <div className="dialogue-main">
          {messages ? (
            <MessageSearch search={search} timeZone={choices.timeZone} onShow={show} />
          ) : (
            <List whose={whose} choices={choices} texts={texts} input={input} />
          )}
        </div>
        {messages && search.id !== undefined && (
          <DialogueDetail
            key={search.id}
            id={search.id}
            seq={search.seq}
            timeZone={choices.timeZone}
            onShow={(id) => show({ ...search, id })}
            onClose={() => show(without(search, 'id', 'seq'))}
          />
        )}
        {!messages && search.id !== undefined && (
          <Beside whose={whose} choices={choices} input={input} id={search.id} />
        )}
      </div>
    </>
  )
}

function without(search: DialoguesSearch, ...fields: readonly string[]): DialoguesSearch {
  return Object.fromEntries(Object.entries(search).filter(([field]) => !fields.includes(field)))
}

function Count({ input }: { input: ReturnType<typeof useDialogueInput> }) {
  const { dialogues: words } = useTexts()
  const { data } = useAsked('dialogue.count', input)
  if (!data) return null
  const shown = (count: number) => (data.more ? words.atLeast(count.toLocaleString()) : count.toLocaleString())
  return words.counted(shown(data.dialogues), shown(data.conversations))
}

interface PartProps {
  whose: Whose
  choices: Choices
  input: ReturnType<typeof useDialogueInput>
}

/** What the page of the list is, by the address. */
const orderOf = ({ sort = 'openedAt', asc = false, page = 1 }: DialoguesSearch) => ({ sort, ascending: asc, page })

function List({ whose, choices, texts, input }: PartProps & { texts: ConditionTexts }) {
  const { dialogues: words } = useTexts()
  const { search, show } = useAddress(whose)
  const order = orderOf(search)
  const asked = useDialogues(input, order)
  const columns = choices.columns ?? defaultColumns
  const sortBy = (column: DialogueColumn) => {
    const again = order.sort === column
    const ascending = again ? !order.ascending : false
    show({ ...without(search, 'page', 'sort', 'asc'), sort: column, ...(ascending && { asc: true }) })
  }
  const ask = (next: ConditionTexts) => show(next, false)
  return (
    <>
      <ConditionsForm key={JSON.stringify(texts)} asked={texts} choices={choices} own={whose === 'own'} onAsk={ask} />
      <div className="dialogue-tools">
        <ExportMenu
          what="dialogue"
          conditions={{ ...input, sort: order.sort, order: order.ascending ? 'asc' : 'desc' }}
          columns={columns}
          transcript
        />
        <ColumnChooser chosen={columns} />
        <SavedConditions saved={choices.saved} texts={texts} onAsk={ask} />
        <span className="spacer" />
        {asked.data && (
          <Pages search={search} rows={asked.data.dialogues.length} more={asked.data.next !== null} onShow={show} />
        )}
      </div>
      <div className="page-scroll" aria-busy={asked.isPlaceholderData}>
        {asked.data && asked.data.dialogues.length > 0 ? (
          <DialogueTable
            rows={asked.data.dialogues}
            columns={columns}
            sort={order.sort}
            ascending={order.ascending}
            timeZone={choices.timeZone}
            shown={search.id}
            onSort={sortBy}
            onShow={(row: DialogueView) => show({ ...without(search, 'seq'), id: row.id })}
          />
        ) : asked.data ? (
          <PageEmpty text={Object.keys(texts).length === 0 ? words.none : words.noneFound} hint={words.noneHint}>
            <Button size="small" onClick={() => ask({ span: 'ever' })}>
              {words.presets.ever}
            </Button>
          </PageEmpty>
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={10} />
        )}
      </div>
    </>
  )
}

interface PagesProps {
  search: DialoguesSearch
  rows: number
  more: boolean
  onShow: (search: DialoguesSearch, replace?: boolean) => void
}

function Pages({ search, rows, more, onShow }: PagesProps) {
  const { dialogues: words } = useTexts()
  const { page = 1 } = search
  if (page === 1 && !more) return null
  const go = (to: number) => onShow({ ...without(search, 'page'), ...(to > 1 && { page: to }) }, false)
  const first = (page - 1) * pageSize + 1
  return (
    <nav className="dialogue-pages" aria-label={words.pages}>
      <span>{words.rows(first, first + rows - 1)}</span>
      <Button size="small" disabled={page === 1} onClick={() => go(page - 1)}>
        {words.previous}
      </Button>
      <Button size="small" disabled={!more} onClick={() => go(page + 1)}>
        {words.next}
      </Button>
    </nav>
  )
}

/** The detail beside the table; up and down walk its rows. */
function Beside({ whose, choices, input, id }: PartProps & { id: string }) {
  const { search, show } = useAddress(whose)
  const rows = useDialogues(input, orderOf(search)).data?.dialogues ?? []
  const at = rows.findIndex((row) => row.id === id)
  const idAt = (index: number) => rows[index]?.id
  return (
    <DialogueDetail
      key={id}
      id={id}
      seq={search.seq}
      timeZone={choices.timeZone}
      previous={at > 0 ? idAt(at - 1) : undefined}
      next={at >= 0 ? idAt(at + 1) : undefined}
      onShow={(other) => show({ ...without(search, 'seq'), id: other })}
      onClose={() => show(without(search, 'id', 'seq'))}
    />
  )
}
