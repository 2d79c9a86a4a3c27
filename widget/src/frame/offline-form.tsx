import type { Output } from '@keqiao/client'
import type { VisitorSessionView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import type { Left } from './answers'
import { AnswersList } from './answers-list'
import { initials } from './initials'
import { Drawing, Icon } from './icons'
import { offlineMessageWords } from './locales/offline-message'
import type { OfflineDraft, OfflineField } from './offline-draft'
import { openingTime } from './opening-time'
import { locale, say } from './texts'

const MOST_TEXT = 500

/** What is not right yet. */
export type WrongPart = OfflineField | 'consent'

export interface OfflineFormProps {
  session: VisitorSessionView | null
  /** Null: not known yet. */
  facts: Output<'offlineMessage.form'> | null
  draft: OfflineDraft
  wrong: readonly WrongPart[]
  /** He has ticked what has to be agreed to. */
  agreed: boolean
  /** What he left before, and what was answered. */
  answers: readonly Left[]
  progress: { at: 'writing' | 'sending' } | { at: 'sent'; reach: string } | { at: 'failed'; error: WireError }
  /** He still has his place in the line. */
  waits: boolean
  onWrite(field: OfflineField, value: string): void
  onAgree(yes: boolean): void
  onSubmit(): void
  onAgain(): void
  /** Undefined: there is nothing to go back to. */
  onBack: (() => void) | undefined
  /** Business time has begun. */
  onChat: (() => void) | undefined
  onFold(): void
}

/** 给我们留言, as design/widget-states.png has it. */
export function OfflineForm(props: OfflineFormProps) {
  const { session, facts, progress, waits, onBack, onFold } = props
  const words = offlineMessageWords[locale]
  const when = facts?.opensAt && words.opensAt(openingTime(locale, facts.opensAt, Date.now()))
  const shop = session?.channel.tenantName ?? ''
  return (
    <main class="chat">
      <header>
        {onBack ? (
          <button class="fold back" aria-label={words.back} title={words.back} onClick={onBack}>
            <Drawing path="M9.5 4.5L6 8l3.5 3.5" large />
          </button>
        ) : (
          <span class="avatar" aria-hidden="true">
            {initials(shop, 'shop')}
          </span>
        )}
        <div class="who">
          <h1>{words.title}</h1>
          <p>{facts && (when || (waits || facts.open ? words.nobody : words.later))}</p>
        </div>
        <button class="fold" aria-label={say('close')} title={say('close')} onClick={onFold}>
          <Icon name="down" large />
        </button>
      </header>
      {!facts ? (
        <div class="trouble" role="status">
          <p>{words.loading}</p>
        </div>
      ) : progress.at === 'sent' ? (
        <Sent {...props} reach={progress.reach} />
      ) : (
        <Fields {...props} facts={facts} groupId={props.draft.groupId || facts.groupId} />
      )}
    </main>
  )
}

interface FieldsProps extends OfflineFormProps {
  facts: Output<'offlineMessage.form'>
  groupId: string
}

function Fields(props: FieldsProps) {
  const { draft, wrong, progress, facts, groupId, onWrite, onSubmit, onChat } = props
  const words = offlineMessageWords[locale]
  const { groups, consent } = facts
  const field = (name: 'name' | 'reach', mode: 'text' | 'email', complaint: string, max: number) => (
    <label>
      <span>
        {words[name]}
        <i>*</i>
      </span>
      <input
        value={draft[name]}
        maxLength={max}
        inputMode={mode}
        autocomplete={name === 'name' ? 'name' : 'off'}
        required
        aria-invalid={wrong.includes(name)}
        onInput={({ currentTarget }) => onWrite(name, currentTarget.value)}
      />
      {wrong.includes(name) && <em role="alert">{complaint}</em>}
    </label>
  )
  return (
    <form
      class="leave"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
        // The first that is not right yet, once it is drawn.
        const form = event.currentTarget
        setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      }}
    >
      <div class="fields">
        {facts.words && <p class="words">{facts.words}</p>}
        <AnswersList messages={props.answers} />
        {onChat && (
          <button type="button" class="open-now" onClick={onChat}>
            {words.open}
          </button>
        )}
        {field('name', 'text', words.nameMissing, 40)}
        {field('reach', 'email', words.reachMissing, 254)}
        {groups.length > 1 && (
          <label>
            <span>{words.about}</span>
            <select value={groupId} onChange={({ currentTarget }) => onWrite('groupId', currentTarget.value)}>
              {groups.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span>
            {words.text}
            <i>*</i>
          </span>
          <textarea
            rows={4}
            value={draft.text}
            maxLength={MOST_TEXT}
            required
            aria-invalid={wrong.includes('text')}
            onInput={({ currentTarget }) => onWrite('text', currentTarget.value)}
          />
          {wrong.includes('text') && <em role="alert">{words.textMissing}</em>}
        </label>
        <small class="count">{`${draft.text.length} / ${MOST_TEXT}`}</small>
        <p>{words.hint}</p>
        {consent?.acceptedAt === null && <Consent {...props} text={consent.text} />}
      </div>
      <footer>
        {progress.at === 'failed' && <em role="alert">{complaintOf(progress.error)}</em>}
        <button class="filled" disabled={progress.at === 'sending'}>
          {progress.at === 'sending' ? words.submitting : words.submit}
        </button>
      </footer>
    </form>
  )
}

/** The privacy text of the shop, as the chat asks it, where nobody is there to be asked by. */
function Consent({ text, agreed, wrong, onAgree }: FieldsProps & { text: string }) {
  const words = offlineMessageWords[locale]
  const isMissing = wrong.includes('consent')
  return (
    <section class="agree" aria-labelledby="agree">
      <h2 id="agree">{words.consent}</h2>
      <div tabIndex={0}>{text}</div>
      <label>
        <input
          type="checkbox"
          checked={agreed}
          required
          aria-invalid={isMissing}
          onChange={({ currentTarget }) => onAgree(currentTarget.checked)}
        />
        {words.agree}
      </label>
      {isMissing && <em role="alert">{words.agreeMissing}</em>}
    </section>
  )
}

function complaintOf({ code, retryAfterMs = 0 }: WireError): string {
  const words = offlineMessageWords[locale]
  switch (code) {
    case 'offline_messages_limited':
      return words.tooMany(Math.max(1, Math.ceil(retryAfterMs / 60_000)))
    case 'consent_required':
    case 'consent_outdated':
      return words.consentChanged
    default:
      return words.failed
  }
}

function Sent({ reach, onAgain, onBack, onFold }: OfflineFormProps & { reach: string }) {
  const words = offlineMessageWords[locale]
  return (
    <div class="leave">
      <div class="fields left" role="status">
        <Drawing path="M3 8.4l3.3 3.2L13 4.8" large />
        <h2>{words.done}</h2>
        <p>{words.doneHint(reach)}</p>
        <div class="choices">
          <button onClick={onAgain}>{words.another}</button>
          <button class="filled" onClick={onBack ?? onFold}>
            {words.fine}
          </button>
        </div>
      </div>
    </div>
  )
}
