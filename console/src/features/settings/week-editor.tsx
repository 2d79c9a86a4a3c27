import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { isComplete, isOvernight, newSlot, type SlotDraft, type WeekDraft } from './week-slots'

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
            <div className="week-slots">
              {slots.length === 0 && <span className="week-closed">{words.closed}</span>}
              {slots.map((slot) => (
                <Slot
                  key={slot.key}
                  day={day}
                  slot={slot}
                  onChange={(next) =>
                    setDay(
                      index,
                      slots.map((one) => (one.key === slot.key ? next : one)),
                    )
                  }
                  onRemove={() =>
                    setDay(
                      index,
                      slots.filter((one) => one.key !== slot.key),
                    )
                  }
                />
              ))}
            </div>
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

interface SlotProps {
  day: string
  slot: SlotDraft
  onChange: (slot: SlotDraft) => void
  onRemove: () => void
}

function Slot({ day, slot, onChange, onRemove }: SlotProps) {
  const { hours: words } = useTexts().rules
  return (
    <span className="week-slot">
      <input
        type="time"
        className="rules-input"
        aria-label={`${day} ${words.from}`}
        aria-invalid={!isComplete(slot)}
        value={slot.from}
        onChange={(event) => onChange({ ...slot, from: event.target.value })}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        className="rules-input"
        aria-label={`${day} ${words.to}`}
        aria-invalid={!isComplete(slot)}
        value={slot.to}
        onChange={(event) => onChange({ ...slot, to: event.target.value })}
      />
      {isOvernight(slot) && <small>{words.nextDay}</small>}
      <button
        type="button"
        className="plain-button square-button"
        title={words.remove}
        aria-label={words.removeOf(day, `${slot.from} – ${slot.to}`)}
        onClick={onRemove}
      >
        <Icon name="close" small />
      </button>
    </span>
  )
}
