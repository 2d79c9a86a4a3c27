import type { FileView, PhraseView } from '@keqiao/contract'
import { phraseCodeOf, phraseKeys, phraseVariables, type PhraseVariable } from '@keqiao/domain/phrase'
import type { WireError } from '@keqiao/contract/frames'
import { App } from 'antd'
import { useRef, useState } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { Dialog } from '../../dialog/dialog'
import type { Catalogue } from '../../i18n/catalogue'
import { errorWords } from '../../i18n/error-words'
import { useLanguageTag } from '../../i18n/format'
import { languages, useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { Editable, type EditableHandle } from '../conversation/composer/editable'
import { StyleTools } from '../conversation/composer/style-tools'
import { applyChange, type StyledDraft } from '../conversation/composer/styled-draft'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { useChange } from '../manage/use-asked'
import { CategorySelect } from './category-select'
import { PhraseFiles } from './phrase-files'
import { usePhraseBook } from './use-phrases'

interface PhraseFormProps {
  open: boolean
  /** Of a new one. */
  scope: 'public' | 'own'
  /** Null: a new one. */
  phrase: PhraseView | null
  onDone: () => void
}

/** One phrase, new or as it is. */
export function PhraseForm({ open, scope, phrase, onDone }: PhraseFormProps) {
  const { phrase: words, rules } = useTexts()
  const title = phrase ? words.form.edit : scope === 'own' ? words.form.createOwn : words.form.create
  return (
    <Dialog
      open={open}
      width={520}
      title={title}
      close={{ label: rules.cancel, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <Fields key={phrase?.id ?? 'new'} scope={phrase?.scope ?? scope} phrase={phrase} onDone={onDone} />
    </Dialog>
  )
}

interface Draft extends StyledDraft {
  readonly title: string
  readonly categoryId: string | undefined
  readonly code: string
  readonly hotKey: PhraseView['hotKey']
  readonly files: readonly FileView[]
}

const draftOf = (phrase: PhraseView | null): Draft => ({
  title: phrase?.title ?? '',
  text: phrase?.text ?? '',
  spans: phrase?.spans ?? [],
  categoryId: phrase?.categoryId ?? undefined,
  code: phrase?.code ?? '',
  hotKey: phrase?.hotKey ?? null,
  files: phrase?.files ?? [],
})

function Fields({ scope, phrase, onDone }: Omit<PhraseFormProps, 'open'>) {
  const texts = useTexts()
  const { form: words } = texts.phrase
  const { message } = App.useApp()
  const change = useChange('phrase.list', 'phrase.categories')
  const [draft, setDraft] = useState(() => draftOf(phrase))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const set = (part: Partial<Draft>) => {
    setComplaint(null)
    setDraft((now) => ({ ...now, ...part }))
  }
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(phrase))
  const save = async () => {
    if (draft.title.trim() === '') return setComplaint(words.noTitle)
    if (draft.text.trim() === '' && draft.files.length === 0) return setComplaint(words.nothing)
    if (draft.code.trim() !== '' && phraseCodeOf(draft.code) === null) return setComplaint(words.codeWrong)
    const { title, text, spans, categoryId = null, code, hotKey, files } = draft
    const fields = {
      ...{ title, text, categoryId, hotKey, spans: [...spans], code: code.trim() === '' ? null : code },
      fileIds: files.map(({ id }) => id),
    }
    setBusy(true)
    const reply = phrase
      ? await change('phrase.update', { phraseId: phrase.id, version: phrase.version, ...fields })
      : await change('phrase.create', { scope, ...fields })
    setBusy(false)
    if (!reply.ok) return setComplaint(whyNot(reply.error, texts))
    void message.success(words.saved)
    onDone()
  }
  return (
    <form
      className="member-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <AskBeforeLeaving dirty={dirty && !busy} />
      <label>
        {words.title}
        <input
          data-first-focus
          value={draft.title}
          maxLength={60}
          onChange={({ target }) => set({ title: target.value })}
        />
      </label>
      <TextField draft={draft} onChange={set} />
      <PhraseFiles files={draft.files} onChange={(files) => set({ files })} onComplaint={setComplaint} />
      <div className="phrase-form-row">
        <label>
          {texts.phrase.category}
          <CategorySelect
            scope={scope}
            value={draft.categoryId}
            all={texts.phrase.noCategory}
            onChange={(categoryId) => set({ categoryId })}
          />
        </label>
        <label>
          {words.code}
          <input
            value={draft.code}
            maxLength={13}
            placeholder="/th"
            title={words.codeHint}
            onChange={({ target }) => set({ code: target.value })}
          />
        </label>
        <KeyField scope={scope} phrase={phrase} value={draft.hotKey} onChange={(hotKey) => set({ hotKey })} />
      </div>
      <small>{words.codeHint}</small>
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}

function whyNot({ code, data }: WireError, texts: Catalogue): string {
  const { form: words } = texts.phrase
  const title = typeof data?.['title'] === 'string' ? data['title'] : ''
  if (code === 'phrase_code_taken') return words.codeTaken(title)
  return code === 'phrase_key_taken' ? `${words.hotKey}：${words.keyTaken(title)}` : errorWords(texts, code)
}

interface TextFieldProps {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}

/** The text with its style, and the variables that a click puts into it. */
function TextField({ draft, onChange }: TextFieldProps) {
  const { form: words } = useTexts().phrase
  const language = useLanguageTag()
  const input = useRef<EditableHandle>(null)
  const at = languages.findIndex(({ tag }) => tag === language)
  const names = (Object.keys(phraseVariables) as PhraseVariable[]).map((name) => phraseVariables[name][at] ?? name)
  return (
    <div className="phrase-form-text">
      <span className="phrase-form-label">{words.text}</span>
      <div className="phrase-form-editor">
        <StyleTools
          draft={draft}
          onStyle={(styling) => {
            const handle = input.current
            if (handle) handle.show(applyChange(draft, styling, handle.selected()))
          }}
        />
        <Editable
          ref={input}
          draft={draft}
          label={words.text}
          placeholder=""
          onChange={({ text, spans }) => onChange({ text, spans })}
          onKey={() => undefined}
          onFiles={() => undefined}
        />
      </div>
      <div className="phrase-variables" role="group" aria-label={words.textHint}>
        <small>{words.textHint}</small>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => input.current?.insert(`{${name}}`)}
          >
            {`{${name}}`}
          </button>
        ))}
      </div>
    </div>
  )
}

interface KeyFieldProps {
  scope: 'public' | 'own'
  phrase: PhraseView | null
  value: PhraseView['hotKey']
  onChange: (hotKey: PhraseView['hotKey']) => void
}

/** The keys there are; those of other phrases say whose they are. */
function KeyField({ scope, phrase, value, onChange }: KeyFieldProps) {
  const { form: words } = useTexts().phrase
  const { data } = usePhraseBook()
  const others = (data?.keyed ?? []).filter(({ id }) => id !== phrase?.id)
  const holderOf = (key: string) => others.find((one) => one.hotKey === key && one.scope === scope)
  const shadowed = value === null ? undefined : others.find((one) => one.hotKey === value && one.scope !== scope)
  return (
    <label>
      {words.hotKey}
      <select
        className="rules-input"
        value={value ?? ''}
        onChange={({ target }) => onChange(phraseKeys.find((key) => key === target.value) ?? null)}
      >
        <option value="">{words.noKey}</option>
        {phraseKeys.map((key) => {
          const holder = holderOf(key)
          return (
            <option key={key} value={key} disabled={holder !== undefined}>
              {holder ? `${key}（${words.keyTaken(holder.title)}）` : key}
            </option>
          )
        })}
      </select>
      {scope === 'own' && shadowed && <small>{words.keyShadowed(shadowed.title)}</small>}
    </label>
  )
}
