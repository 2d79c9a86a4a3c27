import { Button } from 'antd'
import { useTexts } from '../i18n/language'
import './dialog.css'

interface FormEndProps {
  /** What is wrong, in words; null: nothing is. */
  complaint: string | null
  busy: boolean
  /** What sending the form does; absent: it saves. */
  submit?: string
  onCancel: () => void
}

/** How a form in a dialog ends: what is wrong with it, the way back, and what sends it. */
export function FormEnd({ complaint, busy, submit, onCancel }: FormEndProps) {
  const { rules } = useTexts()
  return (
    <>
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot form-foot">
        <Button onClick={onCancel}>{rules.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {submit ?? rules.save}
        </Button>
      </div>
    </>
  )
}
