import { create } from 'zustand'

/** What is being written down about a contact and not saved yet. */
export interface ContactDraft {
  /** Of the contact when the edit began: what others changed since is not overwritten. */
  readonly version: number
  readonly values: Readonly<Record<string, string>>
}

interface ContactDrafts {
  /** By contact and what of him is edited. */
  readonly drafts: Readonly<Record<string, ContactDraft>>
  put(key: string, draft: ContactDraft | null): void
}

/** Kept over a change of dialogues, as long as this page lives. */
export const useContactDrafts = create<ContactDrafts>((set) => ({
  drafts: {},
  put: (key, draft) =>
    set(({ drafts }) => {
      const { [key]: _before, ...others } = drafts
      return { drafts: draft ? { ...others, [key]: draft } : others }
    }),
}))
