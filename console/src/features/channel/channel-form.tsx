import type { ChannelView } from '@keqiao/contract'
import { contrastWithWhite } from '@keqiao/domain/contrast'
import { Button } from 'antd'
import { useState, type FormEvent, type ReactNode } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useChannelTexts } from '../../i18n/channel-texts'
import { useTexts } from '../../i18n/language'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { ChannelPreview } from './channel-preview'
import { changesOf, draftOf, problemOf, type ChannelDraft } from './channel-draft'
import { FaqFields } from './faq-fields'
import { LocalizedField } from './localized-field'
import { PrivacyFields } from './privacy-fields'
import { useChangeChannel } from './use-channels'

interface ChannelFormProps {
  channel: ChannelView
  groups: readonly { readonly id: string; readonly name: string }[]
  /** Somebody else has changed it: what stands there now is wanted. */
  onReread: () => void
  /** What stands below the form. */
  children: ReactNode
}

/** How a channel looks and what it says; saved as a whole. */
export function ChannelForm({ channel, groups, onReread, children }: ChannelFormProps) {
  const texts = useTexts()
  const words = useChannelTexts()
  const changeChannel = useChangeChannel()
  const [read, setRead] = useState(channel)
  const [draft, setDraft] = useState(() => draftOf(channel))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [outdated, setOutdated] = useState(false)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(read))
  // A newer version that came by itself, while nothing was being changed here.
  if (channel.version !== read.version && (!changed || outdated) && !busy) {
    setRead(channel)
    if (!outdated) setDraft(draftOf(channel))
    setOutdated(false)
    setComplaint(null)
  }
  const change = (part: Partial<ChannelDraft>) => {
    setSaved(false)
    setDraft((before) => ({ ...before, ...part }))
  }

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const problem = problemOf(draft)
    setComplaint(problem && words.problems[problem])
    if (problem || busy) return
    setBusy(true)
    const reply = await changeChannel('channel.update', changesOf(read, draft))
    setBusy(false)
    if (reply.ok) {
      setRead(reply.result.channel)
      setDraft(draftOf(reply.result.channel))
      setSaved(true)
    } else {
      setComplaint(errorWords(texts, reply.error.code))
      setOutdated(reply.error.code === 'channel_changed')
    }
  }

  const group = groups.find(({ id }) => id === draft.groupId)
  return (
    <div className="channel-columns">
      <div>
        <form className="channel-form" noValidate aria-label={channel.name} onSubmit={(event) => void save(event)}>
          <section>
            <h3>{words.basics}</h3>
            <label className="channel-field">
              {words.name}
              <input value={draft.name} maxLength={40} onChange={(event) => change({ name: event.target.value })} />
              <small>{words.nameHint}</small>
            </label>
            <label className="channel-field">
              {words.group}
              <select value={draft.groupId} onChange={(event) => change({ groupId: event.target.value })}>
                {groups.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <ColorField color={draft.color} onChange={(color) => change({ color })} />
          </section>
          <section>
            <h3>{words.texts}</h3>
            <LocalizedField
              label={words.greeting}
              hint={words.greetingHint}
              value={draft.greeting}
              max={500}
              rows={2}
              onChange={(greeting) => change({ greeting })}
            />
            <LocalizedField
              label={words.notice}
              hint={words.noticeHint}
              value={draft.notice}
              max={300}
              rows={2}
              onChange={(notice) => change({ notice })}
            />
          </section>
          <PrivacyFields draft={draft} consentVersion={read.settings.consent.version} onChange={change} />
          <FaqFields faq={draft.faq} onChange={(faq) => change({ faq })} />
          <AskBeforeLeaving dirty={changed} />
          <div className="channel-foot">
            <Button type="primary" htmlType="submit" loading={busy} disabled={!changed}>
              {words.save}
            </Button>
            {outdated && (
              <Button onClick={onReread} disabled={busy}>
                {words.reread}
              </Button>
            )}
            <p role={complaint ? 'alert' : 'status'} className={complaint ? 'channel-complaint' : ''}>
              {complaint ?? (saved && !changed ? words.saved : '')}
            </p>
          </div>
        </form>
        {children}
      </div>
      <ChannelPreview channel={read} draft={draft} groupName={group?.name ?? ''} />
    </div>
  )
}

function ColorField({ color, onChange }: { color: string; onChange: (color: string) => void }) {
  const words = useChannelTexts()
  const isColor = /^#[0-9a-f]{6}$/.test(color)
  const contrast = isColor ? contrastWithWhite(color) : 0
  return (
    <div className="channel-field">
      <label htmlFor="channel-color">{words.color}</label>
      <div className="channel-color">
        <input
          type="color"
          aria-label={words.pickColor}
          value={isColor ? color : '#2459c7'}
          onChange={(event) => onChange(event.target.value)}
        />
        <input
          id="channel-color"
          value={color}
          maxLength={7}
          spellCheck={false}
          aria-invalid={contrast < 4.5}
          onChange={(event) => onChange(event.target.value.toLowerCase().trim())}
        />
      </div>
      <small className={contrast < 4.5 ? 'channel-complaint' : ''}>
        {isColor ? words.contrast(contrast) : words.problems.colorWrong}
      </small>
    </div>
  )
}
