import type { ViewPayload } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'

/** 小结 as the thread tells it; no visitor ever sees the line. */
export function SavedSummary({ name, summary }: { name: string; summary: ViewPayload<'summary.saved'> }) {
  const { summary: words } = useTexts()
  const { categoryPath, solved, followUp, first } = summary
  const facts = [
    categoryPath.join(' › '),
    solved === null ? '' : solved ? words.solved : words.unsolved,
    followUp ? words.followUp : '',
  ].filter(Boolean)
  return <>{[words.line(name, first), ...facts].join(' · ')}</>
}
