import type { SlaSettings } from '@keqiao/contract'

/** What the contract takes of each time, in seconds (a test compares). */
export const slaBounds: readonly [number, number] = [5, 3_600]

/** Which fields belong together: getting late comes before too late. */
export const slaFields = {
  first: { amber: 'firstAmberSeconds', red: 'firstRedSeconds' },
  later: { amber: 'laterAmberSeconds', red: 'laterRedSeconds' },
} as const

export type SlaField = Exclude<keyof SlaSettings, 'tellsSupervisor'>

/** Numbers as they are typed. */
export type SlaDraft = { readonly [Field in SlaField]: string } & Pick<SlaSettings, 'tellsSupervisor'>

export const slaDraftOf = (settings: SlaSettings): SlaDraft => ({
  firstAmberSeconds: String(settings.firstAmberSeconds),
  firstRedSeconds: String(settings.firstRedSeconds),
  laterAmberSeconds: String(settings.laterAmberSeconds),
  laterRedSeconds: String(settings.laterRedSeconds),
  tellsSupervisor: settings.tellsSupervisor,
})

export const slaInputOf = (draft: SlaDraft): SlaSettings => ({
  firstAmberSeconds: Number(draft.firstAmberSeconds),
  firstRedSeconds: Number(draft.firstRedSeconds),
  laterAmberSeconds: Number(draft.laterAmberSeconds),
  laterRedSeconds: Number(draft.laterRedSeconds),
  tellsSupervisor: draft.tellsSupervisor,
})

/** The first thing that cannot be stored as it is. */
export function slaProblemOf(draft: SlaDraft): { readonly field: SlaField; readonly what: 'bounds' | 'order' } | null {
  const [min, max] = slaBounds
  for (const { amber, red } of Object.values(slaFields)) {
    for (const field of [amber, red]) {
      const value = Number(draft[field])
      if (!/^\d{1,4}$/.test(draft[field]) || value < min || value > max) return { field, what: 'bounds' }
    }
    if (Number(draft[amber]) >= Number(draft[red])) return { field: amber, what: 'order' }
  }
  return null
}
