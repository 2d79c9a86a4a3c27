import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { SwitchRule } from '../manage/switch-rule'
import { useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'

interface SecurityFormProps {
  stored: Output<'settings.getSecurity'>
  onReload: () => void
}

/** Whether everybody who comes by password needs a second step. */
export function SecurityForm({ stored, onReload }: SecurityFormProps) {
  const texts = useTexts()
  const { rules } = texts
  const words = texts.accounts.security
  const { message } = App.useApp()
  const change = useChange('settings.getSecurity')
  const [base, setBase] = useState(stored)
  const [required, setRequired] = useState(stored.settings.secondFactorRequired)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = required !== base.settings.secondFactorRequired
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'settings.getSecurity'>) => {
    setBase(theirs)
    setRequired(theirs.settings.secondFactorRequired)
    setComplaint(null)
  }
  // Nothing was changed here: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const settings = { ...base.settings, secondFactorRequired: required }
    const reply = await change('settings.changeSecurity', { version: base.version, settings })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  return (
    <form className="rules-form" noValidate aria-label={words.title} onSubmit={(event) => void save(event)}>
      <fieldset className="rules-section">
        <legend>{words.title}</legend>
        <SwitchRule label={words.required} hint={words.requiredHint} checked={required} onChange={setRequired} />
      </fieldset>
      <FormFoot
        dirty={isDirty}
        busy={busy}
        complaint={isOld && isDirty ? rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && isDirty ? () => take(stored) : null}
        onDiscard={() => take(base)}
      />
    </form>
  )
}
