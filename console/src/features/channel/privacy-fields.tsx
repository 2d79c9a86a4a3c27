import { useChannelTexts } from '../../i18n/channel-texts'
import type { ChannelDraft } from './channel-draft'
import { LocalizedField } from './localized-field'

interface PrivacyFieldsProps {
  draft: ChannelDraft
  /** Of the text that is asked for now; 0: none ever was. */
  consentVersion: number
  onChange: (part: Partial<ChannelDraft>) => void
}

/** What staff see of visitors before they are told, and what visitors agree to. */
export function PrivacyFields({ draft, consentVersion, onChange }: PrivacyFieldsProps) {
  const words = useChannelTexts()
  return (
    <section>
      <h3>{words.privacy}</h3>
      <label className="channel-choice">
        <input
          type="checkbox"
          checked={draft.draftPreview}
          onChange={(event) => onChange({ draftPreview: event.target.checked })}
        />
        <span>
          {words.draftPreview}
          <small>{words.draftPreviewHint}</small>
        </span>
      </label>
      <label className="channel-choice">
        <input
          type="checkbox"
          checked={draft.showVisitors}
          onChange={(event) => onChange({ showVisitors: event.target.checked })}
        />
        <span>
          {words.showVisitors}
          <small>{words.showVisitorsHint}</small>
        </span>
      </label>
      <label className="channel-choice">
        <input
          type="checkbox"
          checked={draft.consentRequired}
          onChange={(event) => onChange({ consentRequired: event.target.checked })}
        />
        <span>
          {words.consent}
          <small>{words.consentHint}</small>
        </span>
      </label>
      {draft.consentRequired && (
        <LocalizedField
          label={words.consentText}
          hint={words.consentVersion(consentVersion)}
          value={draft.consentText}
          max={2_000}
          rows={6}
          onChange={(consentText) => onChange({ consentText })}
        />
      )}
    </section>
  )
}
