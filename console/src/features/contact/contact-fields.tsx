import type { ContactView } from '@keqiao/contract'
import type { KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useContactDrafts, type ContactDraft } from './contact-drafts'
import { EditFoot } from './edit-foot'
import { PanelSection } from './panel-section'
import { useEditContact } from './use-edit-contact'

const fields = ['displayName', 'phone', 'email'] as const
type Field = (typeof fields)[number]

const traits = {
  displayName: { type: 'text', maxLength: 40, autoComplete: 'off' },
  phone: { type: 'tel', maxLength: 30, autoComplete: 'off' },
  email: { type: 'email', maxLength: 254, autoComplete: 'off' },
} as const

interface ContactFieldsProps {
  contact: ContactView
  /** What he is called while he has no name. */
  visitorName: string
  mayEdit: boolean
}

/** 联系资料: what staff call him, and how he can be reached. */
export function ContactFields({ contact, visitorName, mayEdit }: ContactFieldsProps) {
  const { contact: texts } = useTexts()
  const key = `${contact.id} fields`
  const draft = useContactDrafts((state) => state.drafts[key])
  const put = useContactDrafts((state) => state.put)
  const begin = () =>
    put(key, {
      version: contact.version,
      values: Object.fromEntries(fields.map((field) => [field, contact[field] ?? ''])),
    })
  return (
    <PanelSection
      title={texts.profile}
      aside={
        mayEdit &&
        !draft && (
          <button type="button" className="panel-link" aria-label={texts.editProfile} onClick={begin}>
            <Icon name="pen" small />
            {texts.edit}
          </button>
        )
      }
    >
      <dl className="visitor-facts">
        <div>
          <dt>{texts.nickname}</dt>
          <dd>{contact.nickname ?? visitorName}</dd>
        </div>
        {!draft &&
          fields.map((field) => (
            <div key={field}>
              <dt>{texts.fields[field]}</dt>
              <dd className={contact[field] === null ? 'visitor-panel-quiet' : undefined}>
                {contact[field] ?? texts.notKnown}
              </dd>
            </div>
          ))}
      </dl>
      {draft && <FieldsForm contact={contact} draft={draft} onDraft={(next) => put(key, next)} />}
    </PanelSection>
  )
}

interface FieldsFormProps {
  contact: ContactView
  draft: ContactDraft
  onDraft: (draft: ContactDraft | null) => void
}

function FieldsForm({ contact, draft, onDraft }: FieldsFormProps) {
  const { contact: texts } = useTexts()
  const { edit, busy, problem, setProblem, clash } = useEditContact()
  const typed = (field: Field) => (draft.values[field] ?? '').trim()

  const save = async () => {
    if (busy) return
    const wrong = wrongField(typed('phone'), typed('email'))
    if (wrong) return setProblem(texts.wrong[wrong])
    const changes = Object.fromEntries(
      fields
        .filter((field) => typed(field) !== (contact[field] ?? ''))
        .map((field) => [field, typed(field) === '' ? null : typed(field)]),
    )
    const version = clash?.version ?? draft.version
    const reply = await edit('contact.update', { contactId: contact.id, version, ...changes })
    if (reply.ok) onDraft(null)
  }
  return (
    <form
      className="panel-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onDraft(null)
      }}
    >
      {fields.map((field, index) => (
        <label key={field}>
          <span>{texts.fields[field]}</span>
          <input
            {...traits[field]}
            value={draft.values[field] ?? ''}
            autoFocus={index === 0}
            onChange={({ target: { value } }) => onDraft({ ...draft, values: { ...draft.values, [field]: value } })}
          />
          {clash && contact[field] !== null && contact[field] !== typed(field) && (
            <small>{texts.theirs(contact[field])}</small>
          )}
        </label>
      ))}
      <p className="visitor-panel-quiet">{texts.staffOnly}</p>
      <EditFoot problem={problem} clash={clash} busy={busy} onCancel={() => onDraft(null)} />
    </form>
  )
}

/** The server decides; this only spares a way. */
function wrongField(phone: string, email: string): 'phone' | 'email' | null {
  if (phone !== '' && !/^\+?[\d\s()-]{5,30}$/.test(phone)) return 'phone'
  return email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? 'email' : null
}
