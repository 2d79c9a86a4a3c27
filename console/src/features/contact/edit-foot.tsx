import { useTexts } from '../../i18n/language'
import type { Clash } from './use-edit-contact'

interface EditFootProps {
  problem: string | null
  clash: Clash | null
  busy: boolean
  onCancel: () => void
}

/** Under what is being edited: what is wrong, and the ways out. The form around it saves. */
export function EditFoot({ problem, clash, busy, onCancel }: EditFootProps) {
  const { contact: texts } = useTexts()
  return (
    <>
      <p className="panel-problem" role="alert">
        {clash ? texts.clash(clash.by) : problem}
      </p>
      <div className="panel-edit-foot">
        <button type="button" className="small-button" onClick={onCancel}>
          {clash ? texts.takeTheirs : texts.cancel}
        </button>
        <button type="submit" className="small-button panel-save" disabled={busy}>
          {clash ? texts.keepMine : texts.save}
        </button>
      </div>
    </>
  )
}
