import type { VisitorMailSettings } from '@keqiao/contract'

type Times = 'goneMinutes' | 'againMinutes'

/** Whole minutes that the contract takes (a test compares). */
export const visitorMailBounds: Readonly<Record<Times, readonly [number, number]>> = {
  goneMinutes: [1, 1_440],
  againMinutes: [5, 1_440],
}

/** Numbers as they are typed. */
export type VisitorMailDraft = Omit<VisitorMailSettings, Times> & { readonly [Field in Times]: string }

export const visitorMailDraftOf = (settings: VisitorMailSettings): VisitorMailDraft => ({
  ...settings,
  goneMinutes: String(settings.goneMinutes),
  againMinutes: String(settings.againMinutes),
})

export const visitorMailInputOf = (draft: VisitorMailDraft): VisitorMailSettings => ({
  ...draft,
  goneMinutes: Number(draft.goneMinutes),
  againMinutes: Number(draft.againMinutes),
})

/** Whether a time cannot be stored as it is. */
export function isWrongTime(draft: VisitorMailDraft, field: Times): boolean {
  const [min, max] = visitorMailBounds[field]
  const value = Number(draft[field])
  return !/^\d{1,4}$/.test(draft[field]) || value < min || value > max
}
