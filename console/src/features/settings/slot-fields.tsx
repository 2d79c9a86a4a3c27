import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { isComplete, isOvernight, type SlotDraft } from './week-slots'

interface SlotFieldsProps {
  /** Of which day or days, as it is read out. */
  day: string
  slots: readonly SlotDraft[]
  onChange: (slots: readonly SlotDraft[]) => void
}

/** From when to when, once or several times a day; 休息 where there is none. */
export function SlotFields({ day, slots, onChange }: SlotFieldsProps) {
  const { hours: words } = useTexts().rules
  return (
    <div className="week-slots">
      {slots.length === 0 && <span className="week-closed">{words.closed}</span>}
      {slots.map((slot) => (
        <Slot
          key={slot.key}
          day={day}
          slot={slot}
          onChange={(next) => onChange(slots.map((one) => (one.key === slot.key ? next : one)))}
          onRemove={() => onChange(slots.filter((one) => one.key !== slot.key))}
        />
      ))}
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
