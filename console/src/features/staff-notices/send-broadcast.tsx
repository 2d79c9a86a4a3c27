import { App, Segmented, Select } from 'antd'
import { useState } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { useAsked, useChange } from '../manage/use-asked'

/** What is written, and to whom. */
export function SendBroadcast({ open, onDone }: { open: boolean; onDone: () => void }) {
  const { broadcast: words } = useTexts().staffNotices
  return (
    <Dialog open={open} width={520} title={words.compose} onClose={onDone}>
      <Form onDone={onDone} />
    </Dialog>
  )
}

function Form({ onDone }: { onDone: () => void }) {
  const texts = useTexts()
  const { broadcast: words } = texts.staffNotices
  const { message } = App.useApp()
  const change = useChange('broadcast.list')
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'all' | 'some'>('all')
  const [groupIds, setGroupIds] = useState<string[]>([])
  const [memberIds, setMemberIds] = useState<string[]>([])
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (text.trim() === '') return setComplaint(words.noText)
    if (kind === 'some' && groupIds.length + memberIds.length === 0) return setComplaint(words.nobody)
    setBusy(true)
    const to = kind === 'all' ? { kind } : { kind, groupIds, memberIds }
    const reply = await change('broadcast.send', { text, to })
    setBusy(false)
    if (!reply.ok) return setComplaint(errorWords(texts, reply.error.code))
    void message.success(words.sent(reply.result.broadcast.recipientCount))
    onDone()
  }
  return (
    <form
      className="member-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <AskBeforeLeaving dirty={text !== '' && !busy} />
      <label>
        {words.text}
        <textarea
          data-first-focus
          className="rules-input broadcast-input"
          rows={5}
          maxLength={2_000}
          value={text}
          onChange={({ target }) => {
            setComplaint(null)
            setText(target.value)
          }}
        />
        <small>{words.textHint}</small>
      </label>
      <Segmented
        value={kind}
        aria-label={words.to}
        options={[
          { value: 'all', label: words.all },
          { value: 'some', label: words.some },
        ]}
        onChange={setKind}
      />
      {kind === 'some' && (
        <Whom groupIds={groupIds} memberIds={memberIds} onGroups={setGroupIds} onMembers={setMemberIds} />
      )}
      <FormEnd complaint={complaint} busy={busy} submit={words.send} onCancel={onDone} />
    </form>
  )
}

interface WhomProps {
  groupIds: string[]
  memberIds: string[]
  onGroups: (ids: string[]) => void
  onMembers: (ids: string[]) => void
}

function Whom({ groupIds, memberIds, onGroups, onMembers }: WhomProps) {
  const { broadcast: words } = useTexts().staffNotices
  const { data } = useAsked('desk.colleagues', {})
  return (
    <>
      <Select
        mode="multiple"
        aria-label={words.groups}
        placeholder={words.groups}
        value={groupIds}
        options={(data?.groups ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
        optionFilterProp="label"
        getPopupContainer={(node) => node.parentElement ?? node}
        onChange={onGroups}
      />
      <Select
        mode="multiple"
        aria-label={words.members}
        placeholder={words.members}
        value={memberIds}
        options={(data?.agents ?? []).map(({ id, nickname }) => ({ value: id as string, label: nickname }))}
        optionFilterProp="label"
        getPopupContainer={(node) => node.parentElement ?? node}
        onChange={onMembers}
      />
    </>
  )
}
