import { Dropdown, type MenuProps } from 'antd'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useMayAssign } from '../routing/use-take-over'
import { useWhose } from '../routing/whose-dialogues'
import { WhoseSelect } from '../routing/whose-select'
import { useDesk } from './desk-context'
import { shortcutOf, useDeskKey } from './desk-keys'
import { listOrders } from './dialogue-sections'
import { useListView } from './list-view'
import { useStore } from './use-store'

interface ListHeadProps {
  /** From the search into the list: opens the first dialogue found. */
  onFirst: () => void
}

/** 对话 `7 / 10`, search and order; while somebody searches, the field takes the whole line. */
export function ListHead({ onFirst }: ListHeadProps) {
  const texts = useTexts()
  const { desk } = useDesk()
  const { desk: view } = useStore(desk)
  const { search, find } = useListView()
  const mayAssign = useMayAssign()
  const whose = useWhose((state) => state.whose)
  const opener = useRef<HTMLButtonElement>(null)
  useDeskKey('search', () => (search === null ? find('') : document.getElementById('dialogue-search')?.focus()))
  if (search !== null) {
    const close = () => {
      find(null)
      // The button is there again with the next frame.
      requestAnimationFrame(() => opener.current?.focus())
    }
    return (
      <div className="dialogue-list-head">
        <SearchField text={search} onType={find} onClose={close} onFirst={onFirst} />
        <SortButton />
      </div>
    )
  }
  return (
    <div className="dialogue-list-head">
      {mayAssign ? <WhoseSelect /> : <h2>{texts.desk.dialogues}</h2>}
      {view && whose.kind === 'mine' && (
        <span title={texts.desk.load(view.active, view.capacity)} data-full={view.active >= view.capacity}>
          {view.active} / {view.capacity}
        </span>
      )}
      <span className="spacer" />
      <button
        ref={opener}
        type="button"
        className="plain-button square-button"
        aria-label={texts.list.search}
        title={`${texts.list.search}  Alt + S`}
        aria-keyshortcuts={shortcutOf('search')}
        onClick={() => find('')}
      >
        <Icon name="search" />
      </button>
      <SortButton />
    </div>
  )
}

interface SearchFieldProps {
  text: string
  onType: (text: string) => void
  onClose: () => void
  onFirst: () => void
}

function SearchField({ text, onType, onClose, onFirst }: SearchFieldProps) {
  const { list } = useTexts()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    if (event.key === 'Enter') onFirst()
  }
  return (
    <div className="list-search" role="search">
      <Icon name="search" small />
      <input
        ref={field}
        id="dialogue-search"
        value={text}
        aria-label={list.search}
        placeholder={list.searchHint}
        autoComplete="off"
        onChange={({ target }) => onType(target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" className="plain-button" aria-label={list.closeSearch} onClick={onClose}>
        <Icon name="close" small />
      </button>
    </div>
  )
}

/** The order of the list, and whether only the unread are shown. */
function SortButton() {
  const { list } = useTexts()
  const { order, unreadOnly, sort, showUnreadOnly } = useListView()
  const tick = (is: boolean) => is && <Icon name="check" small />
  const items: MenuProps['items'] = [
    ...listOrders.map((each) => ({ key: each, label: list.orders[each], extra: tick(each === order) })),
    { type: 'divider' },
    { key: 'unread', label: list.unreadOnly, extra: tick(unreadOnly) },
  ]
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items,
        selectable: true,
        multiple: true,
        selectedKeys: [order, ...(unreadOnly ? ['unread'] : [])],
        onClick: ({ key }) => {
          if (key === 'unread') showUnreadOnly(!unreadOnly)
          const chosen = listOrders.find((each) => each === key)
          if (chosen) sort(chosen)
        },
      }}
    >
      <button
        type="button"
        className="plain-button square-button"
        aria-label={list.sort}
        title={list.sort}
        data-on={order !== 'urgent' || unreadOnly}
      >
        <Icon name="sort" />
      </button>
    </Dropdown>
  )
}
