import type { SavedConditions as Saved } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'
import { conditionsOf, servedSearchOf, type ConditionTexts } from './dialogues-search'

interface SavedConditionsProps {
  saved: readonly Saved[]
  /** What is asked for now. */
  texts: ConditionTexts
  onAsk: (texts: ConditionTexts) => void
}

/** Conditions under a name of one's own. */
export function SavedConditions({ saved, texts, onAsk }: SavedConditionsProps) {
  const { dialogues: words } = useTexts()
  const { message } = App.useApp()
  const change = useChange('dialogue.choices')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const keep = async (next: readonly Saved[]) => {
    const reply = await change('dialogue.setPreferences', { saved: [...next] })
    if (!reply.ok) void message.error(words.notSaved)
    return reply.ok
  }
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const given = name.trim()
    if (given === '') return
    const others = saved.filter((one) => one.name !== given)
    if (await keep([...others, { name: given, search: new URLSearchParams(texts).toString() }])) setName('')
  }
  const ask = ({ search }: Saved) => {
    setOpen(false)
    onAsk(conditionsOf(servedSearchOf(Object.fromEntries(new URLSearchParams(search)))))
  }
  return (
    <>
      <Button size="small" icon={<Icon name="pin" small />} onClick={() => setOpen(true)}>
        {words.saved}
      </Button>
      <Dialog
        open={open}
        width={400}
        title={words.saved}
        close={{ label: words.detail.close, drawing: <Icon name="close" /> }}
        onClose={() => setOpen(false)}
      >
        {saved.length === 0 && <p className="dialogue-quiet">{words.savedNone}</p>}
        <ul className="saved-conditions">
          {saved.map((one) => (
            <li key={one.name}>
              <button type="button" className="plain-button ellipsis" onClick={() => ask(one)}>
                {one.name}
              </button>
              <button
                type="button"
                className="plain-button square-button"
                aria-label={words.savedRemove(one.name)}
                onClick={() => void keep(saved.filter((other) => other !== one))}
              >
                <Icon name="close" small />
              </button>
            </li>
          ))}
        </ul>
        <form className="saved-form" onSubmit={(event) => void add(event)}>
          <input
            data-first-focus
            aria-label={words.saveName}
            placeholder={words.save}
            value={name}
            maxLength={40}
            onChange={({ target }) => setName(target.value)}
          />
          <Button size="small" htmlType="submit" disabled={name.trim() === ''}>
            {words.saveDone}
          </Button>
        </form>
      </Dialog>
    </>
  )
}
