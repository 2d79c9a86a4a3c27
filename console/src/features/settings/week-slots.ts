import type { BusinessHoursSettings } from '@keqiao/contract'

/** Of an editor: times as `HH:MM`, empty while somebody types. */
export interface SlotDraft {
  readonly key: number
  readonly from: string
  readonly to: string
}

/** Monday first. */
export type WeekDraft = readonly (readonly SlotDraft[])[]

type StoredSlot = BusinessHoursSettings['exceptions'][number]['slots'][number]

const midnight = 24 * 60
const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

let keys = 0
/** A new line of the editor. */
export const newSlot = (from = '09:00', to = '18:00'): SlotDraft => ({ key: (keys += 1), from, to })

/** Lines of an editor for what is stored, in order of their beginnings. */
export const slotDraftsOf = (slots: readonly StoredSlot[]): SlotDraft[] =>
  slots.toSorted((one, other) => one.from - other.from).map(({ from, to }) => newSlot(clockOf(from), clockOf(to)))

/** A whole line as it is stored. */
export const storedSlotOf = ({ from, to }: SlotDraft): StoredSlot => ({
  from: minutesOf(from),
  to: to === '00:00' ? midnight : minutesOf(to),
})

/** The week as it is edited, each day in order of its beginnings. */
export function weekDraftOf({ weekly }: Pick<BusinessHoursSettings, 'weekly'>): WeekDraft {
  return [1, 2, 3, 4, 5, 6, 7].map((day) => slotDraftsOf(weekly.filter(({ weekday }) => weekday === day)))
}

/** Whether both times are there. */
export const isComplete = ({ from, to }: SlotDraft): boolean => /^\d\d:\d\d$/.test(from) && /^\d\d:\d\d$/.test(to)

/** Whether it goes on after midnight; 00:00 as an end is the midnight at which the day is over. */
export const isOvernight = (slot: SlotDraft): boolean =>
  isComplete(slot) && slot.to !== '00:00' && minutesOf(slot.to) <= minutesOf(slot.from)

/** The week as it is stored; the index of the first day with a half time where there is one. */
export function weeklyOf(week: WeekDraft): BusinessHoursSettings['weekly'] | { readonly wrongDay: number } {
  const wrongDay = week.findIndex((slots) => !slots.every(isComplete))
  if (wrongDay !== -1) return { wrongDay }
  return week.flatMap((slots, index) =>
    slots.map((slot) => ({
      weekday: (index + 1) as BusinessHoursSettings['weekly'][number]['weekday'],
      ...storedSlotOf(slot),
    })),
  )
}
