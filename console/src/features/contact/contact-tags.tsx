import type { ContactView } from '@keqiao/contract'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { AddTag } from './add-tag'
import { PanelSection } from './panel-section'
import { TagChip } from './tag-chips'
import { useEditContact } from './use-edit-contact'

/** 标签: those he has, and one more or less. */
export function ContactTags({ contact, mayEdit }: { contact: ContactView; mayEdit: boolean }) {
  const { contact: texts } = useTexts()
  const [adding, setAdding] = useState(false)
  const { edit, problem, busy } = useEditContact()
  const { id: contactId, tags } = contact

  return (
    <PanelSection
      title={texts.tags}
      aside={
        mayEdit &&
        !adding && (
          <button type="button" className="panel-link" aria-label={texts.addTag} onClick={() => setAdding(true)}>
            <Icon name="plus" small />
            {texts.add}
          </button>
        )
      }
    >
      {tags.length === 0 && !adding && <p className="visitor-panel-quiet">{texts.noTags}</p>}
      {tags.length > 0 && (
        <ul className="contact-tags">
          {tags.map((tag) => (
            <li key={tag}>
              <TagChip name={tag} />
              {mayEdit && (
                <button
                  type="button"
                  className="contact-tag-remove"
                  aria-label={texts.removeTag(tag)}
                  title={texts.removeTag(tag)}
                  disabled={busy}
                  onClick={() => void edit('contact.removeTag', { contactId, tag })}
                >
                  <Icon name="close" small />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <AddTag
          taken={tags}
          onPick={async (tag) => (await edit('contact.addTag', { contactId, tag })).ok}
          onDone={() => setAdding(false)}
        />
      )}
      <p className="panel-problem" role="alert">
        {problem}
      </p>
    </PanelSection>
  )
}
