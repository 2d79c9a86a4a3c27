import type { FormView } from '@keqiao/contract'
import { checkForm, type Answers, type AnswerProblem, type Question, type QuestionKind } from '@keqiao/domain'
import { App, Button } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { useChange } from '../manage/use-asked'
import { moved, movedBefore, newQuestion, replaced, without, type FormDraft } from './form-draft'
import { FormFields } from './form-fields'
import { QuestionCard } from './question-card'
import './form-editor.css'

interface FormEditorProps {
  stored: FormView
  /** Asks for what is published now. */
  onReload: () => void
}

const kinds: readonly QuestionKind[] = ['text', 'longText', 'choice', 'choices', 'tree', 'yesNo', 'date', 'number']

/** A form as its administrator makes it: the questions, and beside them what agents will see. */
export function FormEditor({ stored, onReload }: FormEditorProps) {
  const texts = useTexts()
  const { formEditor: words } = texts
  const { client } = useDesk()
  const { message } = App.useApp()
  const change = useChange('form.get')
  const newId = client.options.environment.newId
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState<FormDraft>(stored.questions)
  const [judged, setJudged] = useState(false)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const dirty = JSON.stringify(draft) !== JSON.stringify(base.questions)
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: FormView) => {
    setBase(theirs)
    setDraft(theirs.questions)
    setJudged(false)
    setComplaint(null)
  }
  if (isOld && !dirty) take(stored)

  const complaints = checkForm(draft)
  const publish = async () => {
    setJudged(true)
    if (busy || complaints.length > 0) return setComplaint(complaints.length > 0 ? words.wrong : null)
    setBusy(true)
    const questions = draft.map(trimmed)
    const reply = await change('form.publish', { purpose: base.purpose, version: base.version, questions })
    setBusy(false)
    if (reply.ok) {
      take(reply.result.form)
      void message.success(words.publishedNow(reply.result.form.version))
    } else if (reply.error.code === 'form_changed') onReload()
    else setComplaint(errorWords(texts, reply.error.code))
  }
  const edit = (next: FormDraft) => {
    setComplaint(null)
    setDraft(next)
  }
  return (
    <section className="form-editor" aria-label={words.questions}>
      <AskBeforeLeaving dirty={dirty} />
      <div className="form-editor-main">
        <VersionLine form={base} />
        <ol className="form-editor-questions">
          {draft.map((question, index) => (
            <QuestionCard
              key={question.id}
              question={question}
              before={draft.slice(0, index)}
              isLast={index === draft.length - 1}
              problem={judged ? complaints.find(({ questionId }) => questionId === question.id)?.problem : undefined}
              newId={newId}
              onChange={(next) => edit(replaced(draft, next))}
              onMove={(by) => edit(moved(draft, question.id, by))}
              onDrop={(id) => edit(movedBefore(draft, id, question.id))}
              onRemove={() => edit(without(draft, question.id))}
            />
          ))}
        </ol>
        <AddQuestion onAdd={(kind) => edit([...draft, newQuestion(newId(), kind, newId())])} />
        <div className="rules-foot form-editor-foot">
          <Button type="primary" loading={busy} disabled={!dirty || isOld} onClick={() => void publish()}>
            {words.publish(base.version + 1)}
          </Button>
          {isOld ? (
            <Button onClick={() => take(stored)}>{texts.rules.takeTheirs}</Button>
          ) : (
            <Button disabled={!dirty || busy} onClick={() => take(stored)}>
              {texts.rules.discard}
            </Button>
          )}
          <span className="rules-complaint" role="alert">
            {isOld && dirty ? texts.rules.changedMeanwhile : complaint}
          </span>
        </div>
        <p className="rules-hint">{words.removedHint}</p>
      </div>
      <Preview draft={draft} />
    </section>
  )
}

const trimmed = (question: Question): Question => ({
  ...question,
  label: question.label.trim(),
  help: question.help.trim(),
})

function VersionLine({ form }: { form: FormView }) {
  const { formEditor: words } = useTexts()
  const language = useLanguageTag()
  const { version, publishedAt, publishedBy } = form
  return (
    <p className="form-editor-version">
      {version === 0 ? words.builtIn : words.version(version)}
      {publishedAt !== null && <small>{words.published(publishedBy ?? '', fullDate(publishedAt, language))}</small>}
    </p>
  )
}

function AddQuestion({ onAdd }: { onAdd: (kind: QuestionKind) => void }) {
  const { formEditor: words } = useTexts()
  const [kind, setKind] = useState<QuestionKind>('text')
  return (
    <div className="form-editor-add">
      <select
        className="rules-input"
        aria-label={words.kind}
        value={kind}
        onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? 'text')}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {words.kinds[one]}
          </option>
        ))}
      </select>
      <Button onClick={() => onAdd(kind)}>
        <Icon name="plus" small />
        {words.add}
      </Button>
    </div>
  )
}

const nothingWrong: ReadonlyMap<string, AnswerProblem> = new Map()

/** It can be filled in, so that conditions can be tried. */
function Preview({ draft }: { draft: FormDraft }) {
  const { formEditor: words } = useTexts()
  const [answers, setAnswers] = useState<Answers>({})
  return (
    <aside className="form-editor-preview" aria-label={words.preview}>
      <h3>{words.preview}</h3>
      <p className="rules-hint">{words.previewHint}</p>
      <FormFields
        questions={draft}
        answers={answers}
        problems={nothingWrong}
        onChange={(id, answer) => {
          const { [id]: _, ...others } = answers
          setAnswers(answer === undefined ? others : { ...others, [id]: answer })
        }}
      />
    </aside>
  )
}
