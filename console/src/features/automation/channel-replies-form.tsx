import type { Output } from '@keqiao/client'
import type { AutoReplySettings, ChannelView } from '@keqiao/contract'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'
import {
  channelDraftOf,
  channelRepliesOf,
  draftOf,
  isWrong,
  situations,
  type Situation,
  type SituationDraft,
} from './auto-reply-draft'
import { SituationFields } from './situation-fields'

type Stored = Output<'settings.getChannelAutoReplies'>

interface ChannelRepliesFormProps {
  channelId: ChannelView['id']
  /** What holds where the channel has nothing of its own. */
  ofAll: AutoReplySettings
  stored: Stored
  onReload: () => void
}

/** What one channel says otherwise; each situation is as on all channels until it is given its own. */
export function ChannelRepliesForm({ channelId, ofAll, stored, onReload }: ChannelRepliesFormProps) {
  const texts = useTexts()
  const { autoReplies: words, rules } = texts
  const { message } = App.useApp()
  const change = useChange('settings.getChannelAutoReplies')
  const read = ({ channels }: Stored) => channelDraftOf(channels[channelId] ?? {})
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => read(stored))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(read(base))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Stored) => {
    setBase(theirs)
    setDraft(read(theirs))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)
  const usual = draftOf(ofAll)
  const set = (situation: Situation, one: SituationDraft | null) =>
    setDraft((before) => ({ ...before, [situation]: one }))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = situations.some((situation) => draft[situation] && isWrong(situation, draft[situation]))
    if (busy || wrong) return
    setBusy(true)
    const input = { version: base.version, channelId, replies: channelRepliesOf(draft) }
    const reply = await change('settings.changeChannelAutoReplies', input)
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  return (
    <form className="rules-form auto-replies" noValidate onSubmit={(event) => void save(event)}>
      <p className="rules-hint">{words.channelHint}</p>
      {situations.map((situation) => {
        const own = draft[situation]
        return own ? (
          <SituationFields
            key={situation}
            situation={situation}
            draft={own}
            origin={<OwnSwitch situation={situation} own onChange={() => set(situation, null)} />}
            onChange={(part) => set(situation, { ...own, ...part })}
          />
        ) : (
          <Inherited
            key={situation}
            situation={situation}
            usual={usual[situation]}
            onOwn={() => set(situation, usual[situation])}
          />
        )
      })}
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

interface OwnSwitchProps {
  situation: Situation
  own: boolean
  onChange: () => void
}

function OwnSwitch({ situation, own, onChange }: OwnSwitchProps) {
  const { autoReplies: words } = useTexts()
  return (
    <label className="rule">
      <span className="rule-words">{words.own}</span>
      <input
        type="checkbox"
        role="switch"
        aria-label={`${words.situations[situation].name}：${words.own}`}
        checked={own}
        onChange={onChange}
      />
    </label>
  )
}

interface InheritedProps {
  situation: Situation
  usual: SituationDraft
  onOwn: () => void
}

/** What holds on this channel because it holds on all of them. */
function Inherited({ situation, usual, onOwn }: InheritedProps) {
  const { autoReplies: words } = useTexts()
  return (
    <fieldset className="rules-section">
      <legend>{words.situations[situation].name}</legend>
      <OwnSwitch situation={situation} own={false} onChange={onOwn} />
      <p className="auto-inherited">
        <span>{usual.on ? words.inheritedOn : words.inheritedOff}</span>
        {usual.on && <q>{usual.text['zh-CN']}</q>}
      </p>
    </fieldset>
  )
}
