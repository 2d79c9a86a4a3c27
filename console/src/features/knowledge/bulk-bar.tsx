import { Button } from 'antd'
import { useTexts } from '../../i18n/language'
import type { CategoryOption } from './category-options'
import { CategorySelect } from './category-select'

interface BulkBarProps {
  count: number
  options: readonly CategoryOption[]
  onChange: (what: object) => void
  onRemove: () => void
}

/** What can be done with all that are picked. */
export function BulkBar({ count, options, onChange, onRemove }: BulkBarProps) {
  const { knowledge: words } = useTexts()
  return (
    <div className="knowledge-bulk" role="toolbar" aria-label={words.selected(count)}>
      <span>{words.selected(count)}</span>
      <Button size="small" onClick={() => onChange({ active: true })}>
        {words.turnOn}
      </Button>
      <Button size="small" onClick={() => onChange({ active: false })}>
        {words.turnOff}
      </Button>
      <Button size="small" onClick={() => onChange({ public: true })}>
        {words.makePublic}
      </Button>
      <Button size="small" onClick={() => onChange({ public: false })}>
        {words.makeInternal}
      </Button>
      <CategorySelect
        value=""
        options={options}
        label={words.moveTo}
        first={[
          ['', words.moveTo],
          ['none', words.noCategory],
        ]}
        onChange={(id) => id !== '' && onChange({ categoryId: id === 'none' ? null : id })}
      />
      <Button size="small" danger onClick={onRemove}>
        {words.remove}
      </Button>
    </div>
  )
}
