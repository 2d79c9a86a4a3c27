import { Button } from 'antd'
import { useTexts } from '../../i18n/language'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'

interface FormFootProps {
  dirty: boolean
  busy: boolean
  complaint: string | null
  /** Null: nobody else has changed anything. */
  onTakeTheirs: (() => void) | null
  onDiscard: () => void
}

/** Saving, and what stands in its way. */
export function FormFoot({ dirty, busy, complaint, onTakeTheirs, onDiscard }: FormFootProps) {
  const { rules } = useTexts()
  return (
    <div className="rules-foot">
      <AskBeforeLeaving dirty={dirty} />
      <Button type="primary" htmlType="submit" loading={busy} disabled={!dirty || onTakeTheirs !== null}>
        {rules.save}
      </Button>
      {onTakeTheirs ? (
        <Button onClick={onTakeTheirs}>{rules.takeTheirs}</Button>
      ) : (
        <Button disabled={!dirty || busy} onClick={onDiscard}>
          {rules.discard}
        </Button>
      )}
      <span className="rules-complaint" role="alert">
        {complaint}
      </span>
    </div>
  )
}
