import type { KnowledgeEntryView } from '@keqiao/contract'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { FormEnd } from '../../dialog/form-end'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { Alike } from './alike'
import { ArticleField } from './article-field'
import type { CategoryOption } from './category-options'
import { EntryCategory } from './category-select'
import { useChangeKnowledge } from './use-knowledge'

interface EntryFormProps {
  entry: KnowledgeEntryView | null
  options: readonly CategoryOption[]
  /** Where the public reads it; null: nowhere. */
  helpPath: string | null
  onDone: () => void
  onOpen: (id: string) => void
}

const linesOf = (text: string) => partsOf(text, /\n/)
const partsOf = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '')

function draftOf(entry: KnowledgeEntryView | null) {
  return {
    question: entry?.question ?? '',
    similar: entry?.similar.join('\n') ?? '',
    keywords: entry?.keywords.join('，') ?? '',
    answer: entry?.answer.text ?? '',
    article: entry?.article ?? '',
    categoryId: entry?.categoryId ?? (null as string | null),
    active: entry?.active ?? true,
    public: entry?.public ?? false,
    position: String(entry?.position ?? 0),
  }
}

type Draft = ReturnType<typeof draftOf>

/** What is asked of the server; the marks of an answer hold as long as its text is the same. */
function contentOf(draft: Draft, entry: KnowledgeEntryView | null) {
  const spans = entry?.answer.text === draft.answer ? entry.answer.spans : []
  return {
    question: draft.question.trim(),
    similar: linesOf(draft.similar),
    keywords: partsOf(draft.keywords, /[,，、;；\n]/),
    categoryId: draft.categoryId as KnowledgeEntryView['categoryId'],
    answer: { text: draft.answer, spans },
    article: draft.article.trim() === '' ? null : draft.article,
    active: draft.active,
    public: draft.public,
    position: Number(draft.position || 0),
  }
}

/** The five fields of MGT-13, and how the public sees it. */
export function EntryForm({ entry, options, helpPath, onDone, onOpen }: EntryFormProps) {
  const texts = useTexts()
  const { knowledge: words } = texts
  const { message } = App.useApp()
  const changeKnowledge = useChangeKnowledge()
  const [draft, setDraft] = useState(() => draftOf(entry))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (fields: Partial<Draft>) => setDraft((before) => ({ ...before, ...fields }))
  const dirty = !busy && JSON.stringify(draft) !== JSON.stringify(draftOf(entry))
  const content = contentOf(draft, entry)
  const wrong = (): string | null => {
    if (content.question === '') return words.questionMissing
    if (content.answer.text.trim() === '') return words.answerMissing
    return content.similar.length > 20 || content.keywords.length > 20 ? words.tooMany : null
  }
  const save = async () => {
    const problem = wrong()
    setComplaint(problem)
    if (problem !== null || busy) return
    setBusy(true)
    const reply = entry
      ? await changeKnowledge('knowledge.update', { entryId: entry.id, version: entry.version, content })
      : await changeKnowledge('knowledge.create', { content })
    if (!reply.ok) {
      setBusy(false)
      return setComplaint(errorWords(texts, reply.error.code))
    }
    void message.success(words.saved)
    onDone()
  }
  return (
    <form
      className="member-form knowledge-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <AskBeforeLeaving dirty={dirty} />
      <label>
        {words.question}
        <input
          data-first-focus
          value={draft.question}
          maxLength={200}
          onChange={({ target }) => change({ question: target.value })}
        />
      </label>
      <Alike question={draft.question} exceptId={entry?.id ?? null} onOpen={onOpen} />
      <label>
        {words.similar}
        <textarea rows={2} value={draft.similar} onChange={({ target }) => change({ similar: target.value })} />
        <small>{words.similarHint}</small>
      </label>
      <label>
        {words.categories}
        <EntryCategory value={draft.categoryId} options={options} onChange={(categoryId) => change({ categoryId })} />
      </label>
      <label>
        {words.keywords}
        <input value={draft.keywords} onChange={({ target }) => change({ keywords: target.value })} />
        <small>{words.keywordsHint}</small>
      </label>
      <label>
        {words.answer}
        <textarea
          rows={5}
          value={draft.answer}
          maxLength={4_000}
          onChange={({ target }) => change({ answer: target.value })}
        />
        <small>{words.answerHint}</small>
      </label>
      <label className="member-form-choice">
        <input type="checkbox" checked={draft.active} onChange={({ target }) => change({ active: target.checked })} />
        {words.isActive}
      </label>
      <label className="member-form-choice">
        <input type="checkbox" checked={draft.public} onChange={({ target }) => change({ public: target.checked })} />
        {words.isPublic}
      </label>
      {helpPath !== null && (
        <a href={helpPath} target="_blank" rel="noreferrer">
          {words.openHelp}
        </a>
      )}
      {draft.public && (
        <label>
          {words.order}
          <input
            inputMode="numeric"
            value={draft.position}
            maxLength={6}
            onChange={({ target }) => change({ position: target.value.replace(/\D/g, '') })}
          />
        </label>
      )}
      <ArticleField value={draft.article} onChange={(article) => change({ article })} />
      <FormEnd complaint={complaint} busy={busy} onCancel={onDone} />
    </form>
  )
}
