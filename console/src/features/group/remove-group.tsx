import type { WireError } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import type { Catalogue } from '../../i18n/catalogue'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'

interface RemoveGroupProps {
  /** Null: not asked for. */
  group: { readonly id: string; readonly name: string } | null
  onDone: () => void
}

/** Asks once; says what is still in it where it cannot be. */
export function RemoveGroup({ group, onDone }: RemoveGroupProps) {
  const { groups: words } = useTexts().rules
  return (
    <Dialog open={group !== null} width={400} title={group ? words.removeTitle(group.name) : ''} onClose={onDone}>
      {group && <Question key={group.id} group={group} onDone={onDone} />}
    </Dialog>
  )
}

function Question({ group, onDone }: { group: { readonly id: string; readonly name: string }; onDone: () => void }) {
  const texts = useTexts()
  const { groups: words } = texts.rules
  const { message } = App.useApp()
  const change = useChange('group.list', 'desk.colleagues')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    if (busy) return
    setBusy(true)
    const reply = await change('group.remove', { groupId: group.id })
    setBusy(false)
    if (!reply.ok) return setComplaint(whyNot(reply.error, texts))
    void message.success(words.removed(group.name))
    onDone()
  }
  return (
    <>
      <p className="end-text">{words.removeText}</p>
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button data-first-focus onClick={onDone}>
          {texts.rules.cancel}
        </Button>
        <Button type="primary" danger loading={busy} disabled={complaint !== null} onClick={() => void remove()}>
          {words.remove}
        </Button>
      </div>
    </>
  )
}

function whyNot({ code, data }: WireError, texts: Catalogue): string {
  if (code !== 'group_in_use') return errorWords(texts, code)
  const count = (name: string) => Number(data?.[name] ?? 0)
  return texts.rules.groups.inUse(
    count('memberCount'),
    count('waitingCount') + count('openCount'),
    count('channelCount'),
  )
}
