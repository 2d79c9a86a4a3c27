import type { RatingSettings } from '@keqiao/contract'

/** Figures and lists as they are typed. */
export interface RatingDraft {
  readonly offerAtEnd: boolean
  readonly openHours: string
  readonly levels: readonly LevelDraft[]
}

interface LevelDraft {
  readonly label: string
  /** The merchant has reasons of his own; otherwise those of the product, in the visitor's language. */
  readonly own: boolean
  /** One a line. */
  readonly reasons: string
}

export const hoursBounds = [1, 720] as const

export const draftOf = ({ offerAtEnd, openHours, levels }: RatingSettings): RatingDraft => ({
  offerAtEnd,
  openHours: String(openHours),
  levels: levels.map(({ label, reasons }) => ({ label, own: reasons !== null, reasons: reasons?.join('\n') ?? '' })),
})

/** The settings a draft means; which of its parts is wrong, if one is. */
export function settingsOf(draft: RatingDraft): RatingSettings | 'hours' | 'reasons' {
  const openHours = Number(draft.openHours)
  const [min, max] = hoursBounds
  if (!/^\d{1,3}$/.test(draft.openHours) || openHours < min || openHours > max) return 'hours'
  const levels = draft.levels.map(({ label, own, reasons }) => ({
    label: label.trim(),
    reasons: own ? linesOf(reasons) : null,
  }))
  const fits = levels.every(
    ({ reasons }) => (reasons?.length ?? 0) <= 12 && reasons?.every((one) => one.length <= 20) !== false,
  )
  return fits ? { offerAtEnd: draft.offerAtEnd, openHours, levels } : 'reasons'
}

/** Without empty ones, each once. */
const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]
