import { Button } from 'antd'
import { useTexts } from '../../i18n/language'
import { useOnClear } from '../summary/needs-summary'
import { useSummary } from '../summary/summary-state'
import type { Dialogue } from './dialogue-book'
import { useClear } from './use-clear'

interface ClearWithoutSummaryProps {
  ended: readonly Dialogue[]
  /** Those of them without 小结. */
  without: readonly Dialogue[]
  onDone: () => void
}

/** 全部清除 where some have no 小结 (CON-05): write them, clear the others, or clear all if the merchant lets one. */
export function ClearWithoutSummary({ ended, without, onDone }: ClearWithoutSummaryProps) {
  const { summary } = useTexts()
  const clear = useClear()
  const onClear = useOnClear()
  const others = ended.filter((dialogue) => !without.includes(dialogue))
  const [first] = without
  const clearThese = (dialogues: readonly Dialogue[]) => {
    onDone()
    clear(dialogues.map(({ id }) => id))
  }
  return (
    <>
      <p>{summary.allTitle(without.length)}</p>
      <p className="end-text">{onClear === 'block' ? summary.allBlocked : summary.allWarned}</p>
      <div className="dialog-foot">
        {others.length > 0 && <Button onClick={() => clearThese(others)}>{summary.clearOthers(others.length)}</Button>}
        {onClear !== 'block' && <Button onClick={() => clearThese(ended)}>{summary.clearWithout}</Button>}
        <Button
          type="primary"
          data-first-focus
          onClick={() => {
            onDone()
            if (first) useSummary.getState().open(first.id, 'clear')
          }}
        >
          {summary.fillFirst}
        </Button>
      </div>
    </>
  )
}
