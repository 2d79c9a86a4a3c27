import { addDays, dayAt } from '@keqiao/domain/schedule/zoned-time'
import { Button } from 'antd'
import { Icon } from '../../icons/icon'
import { useTexts } from '../../i18n/language'
import { areDays, newDays, type DaysDraft } from './days-of-their-own'
import { SlotFields } from './slot-fields'
import { newSlot } from './week-slots'

interface DaysEditorProps {
  days: readonly DaysDraft[]
  timeZone: string
  onChange: (days: readonly DaysDraft[]) => void
}

/** 节假日和特殊日期: days that are not as their weekdays say, closed or with hours of their own. */
export function DaysEditor({ days, timeZone, onChange }: DaysEditorProps) {
  const { days: words } = useTexts().rules.hours
  const add = () => {
    const tomorrow = addDays(dayAt(Date.now(), timeZone), 1)
    // The day after what is there already: nobody has to mend two lines of the same day.
    const last = days.reduce((latest, { until }) => (until > latest ? until : latest), '')
    onChange([...days, newDays(last >= tomorrow ? addDays(last, 1) : tomorrow)])
  }
  return (
    <div className="rules-section own-days">
      <h3>{words.title}</h3>
      <p className="rules-hint">{words.hint}</p>
      {days.map((line) => (
        <Line
          key={line.key}
          line={line}
          onChange={(next) => onChange(days.map((one) => (one.key === line.key ? next : one)))}
          onRemove={() => onChange(days.filter((one) => one.key !== line.key))}
        />
      ))}
      <Button size="small" icon={<Icon name="plus" small />} onClick={add}>
        {words.add}
      </Button>
    </div>
  )
}

interface LineProps {
  line: DaysDraft
  onChange: (line: DaysDraft) => void
  onRemove: () => void
}

function Line({ line, onChange, onRemove }: LineProps) {
  const { hours } = useTexts().rules
  const { days: words } = hours
  const { from, until, slots } = line
  const name = from === until ? from : `${from} – ${until}`
  const invalid = !areDays(line)
  return (
    <fieldset className="week-day own-days-line">
      <legend className="heard-only">{name}</legend>
      <span className="own-days-dates">
        <input
          type="date"
          className="rules-input"
          aria-label={words.from}
          aria-invalid={invalid}
          value={from}
          onChange={({ target: { value } }) =>
            // Of one day the last goes with the first.
            onChange({ ...line, from: value, until: until === from || value > until ? value : until })
          }
        />
        <span aria-hidden="true">–</span>
        <input
          type="date"
          className="rules-input"
          aria-label={words.until}
          aria-invalid={invalid}
          value={until}
          min={from}
          onChange={({ target: { value } }) => onChange({ ...line, until: value })}
        />
      </span>
      <SlotFields day={name} slots={slots} onChange={(next) => onChange({ ...line, slots: next })} />
      <div className="week-does">
        <button
          type="button"
          className="plain-button"
          disabled={slots.length >= 10}
          aria-label={hours.addTo(name)}
          onClick={() => onChange({ ...line, slots: [...slots, newSlot()] })}
        >
          {hours.add}
        </button>
        <button type="button" className="plain-button" aria-label={words.removeOf(name)} onClick={onRemove}>
          {hours.remove}
        </button>
      </div>
    </fieldset>
  )
}
