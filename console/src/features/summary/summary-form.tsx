import type { ConversationView, SummarySheet } from '@keqiao/contract'
import { checkAnswers, type Answer, type AnswerProblem, type Answers } from '@keqiao/domain'
import { App, Button } from 'antd'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useClear } from '../desk/use-clear'
import { FormFields } from '../form/form-fields'
import { useChange } from '../manage/use-asked'
import { useOnClear } from './needs-summary'
import { useSummary, type SummaryReason } from './summary-state'

interface SummaryFormProps {
  sheet: SummarySheet
  view: ConversationView
  reason: SummaryReason
}

/** What the agent of a leg writes about it. Ctrl + Enter saves; and clears, if that is why the form is open. */
export function SummaryForm({ sheet, view, reason }: SummaryFormProps) {
  const texts = useTexts()
  const { summary: words } = texts
  const { message } = App.useApp()
  const change = useChange('summary.get', 'conversation.listEarlier')
  const clear = useClear()
  const fields = useRef<HTMLFormElement>(null)
  const stored = sheet.legs.find(({ legId }) => legId === sheet.ownLegId)?.summary ?? null
  const draft = useSummary(({ drafts }) => drafts[view.id])
  const { keep, forget, close } = useSummary.getState()
  const answers = draft ?? stored?.answers ?? sheet.suggested
  const [judged, setJudged] = useState(false)
  const [busy, setBusy] = useState(false)
  const { questions } = sheet.form
  const { complaints } = checkAnswers(questions, answers)
  const problems = new Map<string, AnswerProblem>(
    judged ? complaints.map(({ questionId, problem }) => [questionId, problem]) : [],
  )

  // The dialog was there before what it shows.
  useEffect(() => fields.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus(), [])

  const answer = (questionId: string, given: Answer | undefined) => {
    const { [questionId]: _, ...others } = answers
    keep(view.id, given === undefined ? others : { ...others, [questionId]: given })
  }
  const toFirstProblem = () => {
    const first = complaints[0]?.questionId ?? ''
    const field = fields.current?.querySelector(`[data-question="${CSS.escape(first)}"]`)
    field?.querySelector<HTMLElement>('input, textarea')?.focus()
  }
  const save = async (clears: boolean) => {
    if (busy || sheet.ownLegId === null) return
    setJudged(true)
    if (complaints.length > 0) return toFirstProblem()
    setBusy(true)
    const reply = await change('summary.save', {
      conversationId: view.id,
      legId: sheet.ownLegId,
      formVersion: sheet.form.version,
      answers: answersOnly(checkAnswers(questions, answers).answers),
    })
    setBusy(false)
    if (!reply.ok) return void message.error(errorWords(texts, reply.error.code))
    forget(view.id)
    close()
    if (clears) clear([view.id])
    else void message.success(words.saved)
  }
  const clears = reason === 'clear' && view.status === 'closed'
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save(clears)
  }
  return (
    <form
      ref={fields}
      className="summary-form"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void save(clears)
      }}
    >
      <FormFields questions={questions} answers={answers} problems={problems} focusFirst onChange={answer} />
      <div className="summary-foot">
        <p role="status">
          {problems.size > 0 ? (
            <span className="form-problem">{words.incomplete(problems.size)}</span>
          ) : stored && stored.correctedCount > 0 ? (
            words.corrected(stored.correctedCount)
          ) : clears ? (
            words.undoHint
          ) : (
            words.draftKept
          )}
        </p>
        <Ways clears={clears} busy={busy} conversationId={view.id} onSave={() => void save(false)} />
      </div>
    </form>
  )
}

/** The wire takes a mutable copy. */
const answersOnly = (answers: Answers): Answers => ({ ...answers })

interface WaysProps {
  clears: boolean
  busy: boolean
  conversationId: string
  onSave: () => void
}

/** The answers to the form; whether one may go on without it is the merchant's decision (G2). */
function Ways({ clears, busy, conversationId, onSave }: WaysProps) {
  const { summary: words } = useTexts()
  const { close } = useSummary.getState()
  const clear = useClear()
  const onClear = useOnClear()
  if (!clears) {
    return (
      <Button type="primary" htmlType="submit" loading={busy} autoInsertSpace={false}>
        {words.save} <kbd>Ctrl Enter</kbd>
      </Button>
    )
  }
  const without = () => {
    close()
    clear([conversationId])
  }
  return (
    <>
      {onClear === 'block' ? (
        <Button onClick={close}>{words.notNow}</Button>
      ) : (
        <Button onClick={without}>{words.clearWithout}</Button>
      )}
      <Button onClick={onSave} disabled={busy}>
        {words.saveOnly}
      </Button>
      <Button type="primary" htmlType="submit" loading={busy} autoInsertSpace={false}>
        {words.saveAndClear} <kbd>Ctrl Enter</kbd>
      </Button>
    </>
  )
}
