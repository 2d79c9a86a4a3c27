import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useChannelTexts } from '../../i18n/channel-texts'
import { useTexts } from '../../i18n/language'
import { useChangeChannel } from './use-channels'

interface NewChannelProps {
  open: boolean
  groups: readonly { readonly id: string; readonly name: string }[]
  onAdded: (channelId: string) => void
  onDone: () => void
}

/** One more way in: a name and whose line it leads to; the rest has defaults. */
export function NewChannel({ open, ...props }: NewChannelProps) {
  const words = useChannelTexts()
  return (
    <Dialog open={open} width={400} title={words.add} onClose={props.onDone}>
      <NewChannelForm {...props} />
    </Dialog>
  )
}

function NewChannelForm({ groups, onAdded, onDone }: Omit<NewChannelProps, 'open'>) {
  const texts = useTexts()
  const words = useChannelTexts()
  const changeChannel = useChangeChannel()
  const [name, setName] = useState('')
  const [groupId, setGroupId] = useState(groups[0]?.id ?? '')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') return setComplaint(words.problems.nameMissing)
    setBusy(true)
    const reply = await changeChannel('channel.create', { name: name.trim(), groupId })
    setBusy(false)
    if (!reply.ok) return setComplaint(errorWords(texts, reply.error.code))
    onAdded(reply.result.channel.id)
    onDone()
  }
  return (
    <form className="channel-new" noValidate onSubmit={(event) => void add(event)}>
      <label className="channel-field">
        {words.name}
        <input data-first-focus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
        <small>{words.nameHint}</small>
      </label>
      <label className="channel-field">
        {words.group}
        <select value={groupId} onChange={(event) => setGroupId(event.target.value)}>
          {groups.map((group) => (
            <option key={group.id} value={group.id}>
              {group.name}
            </option>
          ))}
        </select>
      </label>
      <FormEnd complaint={complaint} busy={busy} submit={words.add} onCancel={onDone} />
    </form>
  )
}
