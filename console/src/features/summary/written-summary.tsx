import type { FormView, SummaryView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'

/** A summary in two lines; its words are those of the form it was written on. */
export function WrittenSummary({ summary, form }: { summary: SummaryView; form: FormView }) {
  const { summary: words } = useTexts()
  const { member, categoryPath, solved, followUp, answers } = summary
  const content = form.questions.find(({ role }) => role === 'content')
  const facts = [
    member.nickname,
    categoryPath.join(' › '),
    solved === null ? '' : solved ? words.solved : words.unsolved,
    followUp ? words.followUp : '',
  ].filter(Boolean)
  const text = content && answers[content.id]
  return (
    <div className="written-summary">
      <p>{facts.join(' · ')}</p>
      {typeof text === 'string' && <p className="written-summary-text">{text}</p>}
    </div>
  )
}
