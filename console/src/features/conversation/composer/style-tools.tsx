import { useTexts } from '../../../i18n/language'
import type { IconName } from '../../../icons/drawings'
import { Icon } from '../../../icons/icon'
import type { Change, StyledDraft } from './styled-draft'
import './composer.css'

const fontNames = ['sans', 'serif', 'kai', 'mono'] as const
const sizes = ['12', '14', '16', '18', '20'] as const
const toggles = ['bold', 'italic', 'underline'] as const satisfies readonly IconName[]

/** Read well on both grounds of a bubble; the first is no colour of its own. */
const colours = [null, '#bf2d27', '#c87900', '#177a43', '#2459c7', '#7a3fb8'] as const

interface StyleToolsProps {
  draft: StyledDraft
  onStyle: (change: Change) => void
}

/** CON-09: 字体, 字号, 加粗, 倾斜, 下划线, 颜色. For what is selected, or for all of it. */
export function StyleTools({ draft, onStyle }: StyleToolsProps) {
  const { composer } = useTexts()
  const empty = draft.text === ''
  return (
    <div className="style-tools" role="toolbar" aria-label={composer.style}>
      <select
        aria-label={composer.font}
        disabled={empty}
        value=""
        onChange={({ target }) => {
          const value = fontNames.find((name) => name === target.value)
          if (value) onStyle({ mark: 'font', value: value === 'sans' ? null : value })
        }}
      >
        <option value="" hidden>
          {composer.font}
        </option>
        {fontNames.map((name) => (
          <option key={name} value={name}>
            {composer.fonts[name]}
          </option>
        ))}
      </select>
      <select
        aria-label={composer.size}
        disabled={empty}
        value=""
        onChange={({ target }) => {
          const value = sizes.find((size) => size === target.value)
          if (value) onStyle({ mark: 'size', value: value === '14' ? null : value })
        }}
      >
        <option value="" hidden>
          {composer.size}
        </option>
        {sizes.map((size) => (
          <option key={size}>{size}</option>
        ))}
      </select>
      {toggles.map((mark) => (
        <button
          key={mark}
          type="button"
          className="plain-button square-button"
          aria-label={composer[mark]}
          title={composer[mark]}
          disabled={empty}
          // The selection stays where it is.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onStyle({ mark })}
        >
          <Icon name={mark} />
        </button>
      ))}
      <span className="style-colours" role="group" aria-label={composer.colour}>
        {colours.map((value, index) => (
          <button
            key={value}
            type="button"
            className="style-colour"
            aria-label={composer.colours[index]}
            title={composer.colours[index]}
            disabled={empty}
            style={{ color: value ?? 'var(--t1)' }}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onStyle({ mark: 'color', value })}
          />
        ))}
      </span>
    </div>
  )
}
