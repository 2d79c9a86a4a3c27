import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'

interface GroupNameProps {
  open: boolean
  /** Null: a new one. */
  group: { readonly id: string; readonly name: string } | null
  onDone: () => void
}

/** A new group, or another name for one. */
export function GroupName({ open, group, onDone }: GroupNameProps) {
  const { groups: words } = useTexts().rules
  return (
    <Dialog open={open} width={400} title={group ? words.renameTitle(group.name) : words.add} onClose={onDone}>
      <NameForm group={group} onDone={onDone} />
    </Dialog>
  )
}

function NameForm({ group, onDone }: Omit<GroupNameProps, 'open'>) {
  const texts = useTexts()
  const { groups: words } = texts.rules
  const change = useChange('group.list')
  const [name, setName] = useState(group?.name ?? '')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setComplaint(words.nameMissing)
    if (busy) return
    setBusy(true)
    const reply = group
      ? await change('group.rename', { groupId: group.id, name: name.trim() })
      : await change('group.create', { name: name.trim() })
    setBusy(false)
    if (reply.ok) onDone()
    else setComplaint(errorWords(texts, reply.error.code))
  }
  return (
    <form className="member-form" noValidate onSubmit={(event) => void save(event)}>
      <label>
        {words.name}
        <input data-first-focus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
        <small>{words.nameHint}</small>
      </label>
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}
