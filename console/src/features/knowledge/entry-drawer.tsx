import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import type { CategoryOption } from './category-options'
import { EntryForm } from './entry-form'

interface EntryDrawerProps {
  /** Null: closed; `new`: one that is not there yet. */
  id: string | null
  options: readonly CategoryOption[]
  onDone: () => void
  onOpen: (id: string) => void
}

/** Writing an entry, beside the list it came from. */
export function EntryDrawer({ id, options, onDone, onOpen }: EntryDrawerProps) {
  const { knowledge: words } = useTexts()
  return (
    <Dialog
      open={id !== null}
      side
      width={520}
      title={id === 'new' ? words.add : words.edit}
      close={{ label: words.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {id === 'new' ? (
        <EntryForm entry={null} options={options} helpPath={null} onDone={onDone} onOpen={onOpen} />
      ) : (
        id !== null && <Known key={id} id={id} options={options} onDone={onDone} onOpen={onOpen} />
      )}
    </Dialog>
  )
}

function Known({ id, options, onDone, onOpen }: EntryDrawerProps & { id: string }) {
  const asked = useAsked('knowledge.get', { entryId: id })
  if (asked.data) {
    const { entry, helpPath } = asked.data
    return (
      <EntryForm
        key={entry.version}
        entry={entry}
        options={options}
        helpPath={helpPath}
        onDone={onDone}
        onOpen={onOpen}
      />
    )
  }
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  return <PageLoading rows={6} />
}
