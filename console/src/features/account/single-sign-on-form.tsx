import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { SwitchRule } from '../manage/switch-rule'
import { useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'
import { AccountField } from './account-field'
import { CopiedLine } from './copied-line'
import {
  singleSignOnDraftOf,
  singleSignOnFaultsOf,
  singleSignOnInputOf,
  type SingleSignOnDraft,
} from './single-sign-on-draft'
import { SingleSignOnTest } from './single-sign-on-test'

type Stored = Output<'singleSignOn.get'>

/** 单点登录: who vouches for the merchant's people. */
export function SingleSignOnForm({ stored, onReload }: { stored: Stored; onReload: () => void }) {
  const texts = useTexts()
  const { message } = App.useApp()
  const change = useChange('singleSignOn.get')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => singleSignOnDraftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(singleSignOnDraftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Stored) => {
    setBase(theirs)
    setDraft(singleSignOnDraftOf(theirs.settings))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)
  const faults = singleSignOnFaultsOf(draft)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || faults.size > 0) return
    setBusy(true)
    const reply = await change('singleSignOn.change', { version: base.version, ...singleSignOnInputOf(draft) })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(texts.rules.saved)
    } else if (reply.error.code === 'settings_changed') onReload()
    else setComplaint(errorWords(texts, reply.error.code))
  }

  return (
    <form className="rules-form account-form" noValidate onSubmit={(event) => void save(event)}>
      <Fields draft={draft} stored={base} faults={isDirty ? faults : new Set()} onChange={setDraft} />
      <SingleSignOnTest
        // What was found out belongs to what was asked about.
        key={JSON.stringify(draft)}
        draft={draft}
        ready={faults.size === 0 && draft.issuer !== '' && draft.clientId !== ''}
      />
      <FormFoot
        dirty={isDirty}
        busy={busy}
        complaint={isOld && isDirty ? texts.rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && isDirty ? () => take(stored) : null}
        onDiscard={() => take(base)}
      />
    </form>
  )
}

interface FieldsProps {
  draft: SingleSignOnDraft
  stored: Stored
  faults: ReadonlySet<'issuer' | 'clientId'>
  onChange: (draft: SingleSignOnDraft) => void
}

function Fields({ draft, stored, faults, onChange }: FieldsProps) {
  const { accounts: words } = useTexts()
  const field = (
    name: 'label' | 'issuer' | 'clientId' | 'secret' | 'mainClaim' | 'mainValue',
    placeholder = '',
    hint = words.hints[name],
  ) => (
    <AccountField
      label={words.fields[name]}
      hint={hint}
      placeholder={placeholder}
      secret={name === 'secret'}
      value={draft[name]}
      complaint={(name === 'issuer' || name === 'clientId') && faults.has(name) ? words.wrong[name] : null}
      onChange={(value) => onChange({ ...draft, [name]: value })}
    />
  )
  const check = (name: 'enabled' | 'createsAccounts' | 'passwordsAllowed') => (
    <SwitchRule
      label={words.fields[name]}
      hint={words.hints[name]}
      checked={draft[name]}
      onChange={(checked) => onChange({ ...draft, [name]: checked })}
    />
  )
  return (
    <fieldset className="rules-section">
      <legend>{words.singleSignOn}</legend>
      <p className="rules-hint">{words.singleSignOnHint}</p>
      {check('enabled')}
      {field('label', words.labelDefault)}
      {field('issuer', 'https://login.example.com')}
      {field('clientId')}
      {field('secret', stored.settings.secretSetAt === null ? '' : words.secretKept)}
      <CopiedLine label={words.redirectUrl} hint={words.redirectHint} text={stored.redirectUrl} />
      <CopiedLine label={words.signInUrl} hint={words.signInHint} text={stored.signInUrl} />
      {check('createsAccounts')}
      {field('mainClaim', 'main_account')}
      {draft.mainClaim !== '' && field('mainValue')}
      {check('passwordsAllowed')}
    </fieldset>
  )
}
