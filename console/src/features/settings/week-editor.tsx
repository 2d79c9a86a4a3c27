import { useTexts } from '../../i18n/language'
import { SlotFields } from './slot-fields'
import { newSlot, type SlotDraft, type WeekDraft } from './week-slots'

interface WeekEditorProps {
  week: WeekDraft
  onChange: (week: WeekDraft) => void
}

/** The slots of each weekday. */
export function WeekEditor({ week, onChange }: WeekEditorProps) {
  const { hours: words } = useTexts().rules
  const setDay = (index: number, slots: readonly SlotDraft[]) => onChange(week.with(index, slots))
  return (
    <div className="rules-section week">
      {week.map((slots, index) => {
        const day = words.weekdays[index] ?? ''
        return (
          <fieldset key={day} className="week-day">
            <legend>{day}</legend>
            <SlotFields day={day} slots={slots} onChange={(next) => setDay(index, next)} />
            <div className="week-does">
              <button
                type="button"
                className="plain-button"
                disabled={slots.length >= 10}
                aria-label={words.addTo(day)}
                onClick={() => setDay(index, [...slots, newSlot()])}
              >
                {words.add}
              </button>
              <button
                type="button"
                className="plain-button"
                aria-label={words.copyOf(day)}
                onClick={() => onChange(week.map(() => slots.map(({ from, to }) => newSlot(from, to))))}
              >
                {words.copy}
              </button>
            </div>
          </fieldset>
        )
      })}
      {week.every((slots) => slots.length === 0) && (
        <p className="rules-complaint" role="status">
          {words.none}
        </p>
      )}
    </div>
  )
}
