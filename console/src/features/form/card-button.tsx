import { Icon } from '../../icons/icon'

interface CardButtonProps {
  icon: 'arrowUp' | 'arrowDown' | 'close'
  label: string
  disabled?: boolean
  onClick: () => void
}

/** A small button of a line that is edited: up, down, away. */
export function CardButton({ icon, label, disabled = false, onClick }: CardButtonProps) {
  return (
    <button
      type="button"
      className="plain-button card-button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} small />
    </button>
  )
}
