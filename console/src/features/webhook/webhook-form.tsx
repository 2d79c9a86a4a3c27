import type { PublicEventType, WebhookView } from '@keqiao/contract'
import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useIntegrationTexts } from '../../i18n/integration-texts'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { useChange } from '../manage/use-asked'

type Subscribed = Exclude<PublicEventType, 'webhook.test'>

interface WebhookFormProps {
  /** Null: closed. */
  editing: WebhookView | 'new' | null
  onDone: () => void
}

/** A new endpoint, or one to change. */
export function WebhookForm({ editing, onDone }: WebhookFormProps) {
  const integrations = useIntegrationTexts()
  const { keys } = useTexts()
  const words = integrations.webhooks
  const webhook = editing === 'new' ? null : editing
  return (
    <Dialog
      open={editing !== null}
      side
      width={440}
      title={webhook ? words.editTitle(webhook.name) : words.add}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {editing !== null && <Form key={webhook?.id ?? 'new'} webhook={webhook} onDone={onDone} />}
    </Dialog>
  )
}

const isUrl = (text: string) => URL.canParse(text) && /^https?:\/\//i.test(text)

function Form({ webhook, onDone }: { webhook: WebhookView | null; onDone: () => void }) {
  const texts = useTexts()
  const words = useIntegrationTexts().webhooks
  const change = useChange('webhook.list')
  const [name, setName] = useState(webhook?.name ?? '')
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(webhook?.eventTypes))
  const [touched, setTouched] = useState(false)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setComplaint(words.nameMissing)
    if (!isUrl(url.trim())) return setComplaint(words.urlWrong)
    if (chosen.size === 0) return setComplaint(words.typesMissing)
    if (busy) return
    setBusy(true)
    const facts = { name: name.trim(), url: url.trim(), eventTypes: [...chosen] as Subscribed[] }
    const reply = webhook
      ? await change('webhook.update', { webhookId: webhook.id, version: webhook.version, ...facts })
      : await change('webhook.create', facts)
    setBusy(false)
    if (reply.ok) onDone()
    else setComplaint(errorWords(texts, reply.error.code))
  }

  return (
    <form className="member-form" noValidate onChange={() => setTouched(true)} onSubmit={(event) => void save(event)}>
      <AskBeforeLeaving dirty={touched} />
      <label>
        {words.name}
        <input data-first-focus value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      </label>
      <label>
        {words.url}
        <input
          type="url"
          value={url}
          maxLength={2_000}
          placeholder={words.urlHint}
          onChange={({ target }) => setUrl(target.value)}
        />
      </label>
      <Types chosen={chosen} onChange={setChosen} />
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}

interface TypesProps {
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

function Types({ chosen, onChange }: TypesProps) {
  const words = useIntegrationTexts().webhooks
  const all = Object.keys(words.typeNames).filter((type) => type !== 'webhook.test') as Subscribed[]
  const toggle = (type: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(type)
    else next.delete(type)
    onChange(next)
  }
  return (
    <fieldset className="webhook-types">
      <legend>{words.types}</legend>
      <span className="webhook-types-does">
        <button type="button" className="plain-button" onClick={() => onChange(new Set(all))}>
          {words.all}
        </button>
        <button type="button" className="plain-button" onClick={() => onChange(new Set())}>
          {words.none}
        </button>
      </span>
      {all.map((type) => (
        <label key={type} className="member-form-choice">
          <input type="checkbox" checked={chosen.has(type)} onChange={({ target }) => toggle(type, target.checked)} />
          {words.typeNames[type]}
          <small>{type}</small>
        </label>
      ))}
    </fieldset>
  )
}
