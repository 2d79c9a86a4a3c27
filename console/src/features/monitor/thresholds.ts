/** Who has been 离开 for longer than this is named. Milliseconds. */
export const longAbsenceMs = 30 * 60_000

const minuteMs = 60_000

export const wholeMinutes = (ms: number): number => Math.round(ms / minuteMs)
