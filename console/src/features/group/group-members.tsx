import type { MemberView } from '@keqiao/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'

interface GroupMembersProps {
  /** Null: not asked for. */
  group: { readonly id: string; readonly name: string } | null
  /** Those who may work. */
  members: readonly MemberView[]
  onDone: () => void
}

/** Who serves the line of a group. */
export function GroupMembers({ group, members, onDone }: GroupMembersProps) {
  const texts = useTexts()
  return (
    <Dialog
      open={group !== null}
      side
      width={440}
      title={group ? texts.rules.groups.membersTitle(group.name) : ''}
      close={{ label: texts.keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {group && <MembersForm key={group.id} group={group} members={members} onDone={onDone} />}
    </Dialog>
  )
}

function MembersForm({ group, members, onDone }: GroupMembersProps & { group: { readonly id: string } }) {
  const texts = useTexts()
  const { groups: words } = texts.rules
  const queries = useQueryClient()
  const change = useChange('desk.colleagues')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(members.filter(({ groupIds }) => groupIds.some((id) => id === group.id)).map(({ id }) => id)),
  )
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const choose = (id: string, isIn: boolean) => {
    const next = new Set(chosen)
    if (isIn) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const save = async () => {
    if (busy) return
    setBusy(true)
    const reply = await change('group.setMembers', { groupId: group.id, memberIds: [...chosen] })
    await queries.invalidateQueries({ queryKey: ['members'] })
    setBusy(false)
    if (reply.ok) onDone()
    else setComplaint(errorWords(texts, reply.error.code))
  }
  return (
    <form
      className="member-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className="rules-hint">{members.length === 0 ? words.nobody : words.membersHint}</p>
      <fieldset className="group-choices">
        <legend>{words.chosen(chosen.size)}</legend>
        {members.map(({ id, nickname, account }) => (
          <label key={id} className="member-form-choice">
            <input type="checkbox" checked={chosen.has(id)} onChange={(event) => choose(id, event.target.checked)} />
            <span>{nickname}</span>
            <small>{account}</small>
          </label>
        ))}
      </fieldset>
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}
