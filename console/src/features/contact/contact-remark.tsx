import type { ContactView } from '@keqiao/contract'
import type { KeyboardEvent } from 'react'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useContactDrafts } from './contact-drafts'
import { EditFoot } from './edit-foot'
import { PanelSection } from './panel-section'
import { useEditContact } from './use-edit-contact'

const maxLength = 1_000

/** 备注 with who wrote it and when; only staff see it. */
export function ContactRemark({ contact, mayEdit }: { contact: ContactView; mayEdit: boolean }) {
  const { contact: texts } = useTexts()
  const key = `${contact.id} remark`
  const draft = useContactDrafts((state) => state.drafts[key])
  const put = useContactDrafts((state) => state.put)
  const begin = () => put(key, { version: contact.version, values: { remark: contact.remark?.text ?? '' } })
  return (
    <PanelSection
      title={texts.remark}
      aside={
        mayEdit &&
        !draft && (
          <button type="button" className="panel-link" onClick={begin}>
            <Icon name="pen" small />
            {contact.remark ? texts.edit : texts.add}
          </button>
        )
      }
    >
      {contact.remark ? (
        <Said remark={contact.remark} />
      ) : (
        !draft && <p className="visitor-panel-quiet">{texts.noRemark}</p>
      )}
      {draft && (
        <RemarkForm
          contact={contact}
          text={draft.values.remark ?? ''}
          version={draft.version}
          onText={(remark) => put(key, { ...draft, values: { remark } })}
          onDone={() => put(key, null)}
        />
      )}
    </PanelSection>
  )
}

function Said({ remark: { text, by, at } }: { remark: NonNullable<ContactView['remark']> }) {
  const language = useLanguageTag()
  return (
    <>
      <p className="contact-remark">{text}</p>
      <p className="contact-remark-by">
        {by.nickname} · {shortTime(at, Date.now(), language)}
      </p>
    </>
  )
}

interface RemarkFormProps {
  contact: ContactView
  text: string
  version: number
  onText: (text: string) => void
  onDone: () => void
}

function RemarkForm({ contact, text, version, onText, onDone }: RemarkFormProps) {
  const { contact: texts } = useTexts()
  const { edit, busy, problem, clash } = useEditContact()

  const save = async () => {
    if (busy) return
    const remark = text.trim() === '' ? null : text.trim()
    const reply = await edit('contact.update', {
      contactId: contact.id,
      version: clash?.version ?? version,
      remark,
    })
    if (reply.ok) onDone()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      onDone()
    }
  }
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <textarea
        aria-label={texts.remark}
        placeholder={texts.remarkHint}
        value={text}
        maxLength={maxLength}
        rows={4}
        autoFocus
        onKeyDown={onKeyDown}
        onChange={(event) => onText(event.target.value)}
      />
      <EditFoot problem={problem} clash={clash} busy={busy} onCancel={onDone} />
    </form>
  )
}
