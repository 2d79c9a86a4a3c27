import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'
import { mailDraftOf, mailFaultsOf, mailInputOf, securities, withSecurity, type MailDraft } from './mail-draft'
import { MailField } from './mail-field'
import { MailTest } from './mail-test'

interface MailFormProps {
  stored: Output<'mail.getServer'>
  onReload: () => void
}

/** The merchant's own mail server. */
export function MailForm({ stored, onReload }: MailFormProps) {
  const texts = useTexts()
  const { mail: words } = texts
  const { message } = App.useApp()
  const change = useChange('mail.getServer')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => mailDraftOf(stored.server))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(mailDraftOf(base.server))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'mail.getServer'>) => {
    setBase(theirs)
    setDraft(mailDraftOf(theirs.server))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)
  const faults = mailFaultsOf(draft)
  const isWrong = Object.keys(faults).length > 0
  const set = (part: Partial<MailDraft>) => setDraft((before) => ({ ...before, ...part }))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || isWrong) return
    setBusy(true)
    const reply = await change('mail.changeServer', { version: base.version, ...mailInputOf(draft) })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(texts.rules.saved)
    } else if (reply.error.code === 'settings_changed') onReload()
    else setComplaint(errorWords(texts, reply.error.code))
  }

  const field = (name: Exclude<keyof MailDraft, 'security'>, label: string, hint: string) => (
    <MailField
      label={label}
      hint={hint}
      secret={name === 'password'}
      value={draft[name]}
      complaint={isDirty && faults[name] ? words.wrong[faults[name]] : null}
      onChange={(value) => set({ [name]: value })}
    />
  )
  const { installation } = base
  return (
    <form className="rules-form mail-form" noValidate aria-label={words.title} onSubmit={(event) => void save(event)}>
      <fieldset className="rules-section">
        <legend>{words.server}</legend>
        <p className="rules-hint">
          {installation ? words.usesInstallation(installation.fromAddress) : base.server.host === '' && words.none}{' '}
          {words.serverHint}
        </p>
        {field('host', words.host, words.hostHint)}
        <label className="rule">
          <span className="rule-words">
            {words.security}
            {draft.security === 'none' && <small>{words.notSecure}</small>}
          </span>
          <select
            className="rules-input mail-input"
            aria-label={words.security}
            value={draft.security}
            onChange={(event) => {
              const security = securities.find((one) => one === event.target.value)
              if (security) setDraft(withSecurity(draft, security))
            }}
          >
            {securities.map((one) => (
              <option key={one} value={one}>
                {words.securities[one]}
              </option>
            ))}
          </select>
        </label>
        {field('port', words.port, '')}
        {field('user', words.user, words.userHint)}
        {field('password', words.password, base.server.passwordSetAt === null ? '' : words.passwordKept)}
      </fieldset>
      <fieldset className="rules-section">
        <legend>{words.sender}</legend>
        {field('fromAddress', words.fromAddress, '')}
        {field('fromName', words.fromName, words.fromNameHint)}
        {field('replyTo', words.replyTo, words.replyToHint)}
      </fieldset>
      <MailTest draft={draft} ready={!isWrong && (draft.host !== '' || installation !== null)} />
      <FormFoot
        dirty={isDirty}
        busy={busy}
        complaint={isOld && isDirty ? texts.rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && isDirty ? () => take(stored) : null}
        onDiscard={() => take(stored)}
      />
    </form>
  )
}
