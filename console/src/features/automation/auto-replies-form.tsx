import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'
import { draftOf, isWrong, settingsOf, situations, type Situation, type SituationDraft } from './auto-reply-draft'
import { SituationFields } from './situation-fields'

interface AutoRepliesFormProps {
  stored: Output<'settings.getAutoReplies'>
  onReload: () => void
}

/** All situations, saved as a whole. */
export function AutoRepliesForm({ stored, onReload }: AutoRepliesFormProps) {
  const texts = useTexts()
  const { autoReplies: words, rules } = texts
  const { message } = App.useApp()
  const change = useChange('settings.getAutoReplies')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => draftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'settings.getAutoReplies'>) => {
    setBase(theirs)
    setDraft(draftOf(theirs.settings))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)
  const set = (situation: Situation, part: Partial<SituationDraft>) =>
    setDraft((before) => ({ ...before, [situation]: { ...before[situation], ...part } }))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || situations.some((situation) => isWrong(situation, draft[situation]))) return
    setBusy(true)
    const input = { version: base.version, settings: settingsOf(draft) }
    const reply = await change('settings.changeAutoReplies', input)
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  return (
    <form className="rules-form auto-replies" noValidate onSubmit={(event) => void save(event)}>
      <p className="rules-hint">{words.hint}</p>
      {situations.map((situation) => (
        <SituationFields
          key={situation}
          situation={situation}
          draft={draft[situation]}
          onChange={(part) => set(situation, part)}
        />
      ))}
      <FormFoot
        dirty={isDirty}
        busy={busy}
        complaint={isOld && isDirty ? rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && isDirty ? () => take(stored) : null}
        onDiscard={() => take(stored)}
      />
    </form>
  )
}
