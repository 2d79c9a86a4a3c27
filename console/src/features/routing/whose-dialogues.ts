import { create } from 'zustand'

/** Whose dialogues the list shows: one's own, everybody who waits, or those of a colleague. */
export type Whose =
  | { readonly kind: 'mine' }
  | { readonly kind: 'line' }
  | { readonly kind: 'colleague'; readonly id: string; readonly name: string }

interface WhoseState {
  readonly whose: Whose
  show(whose: Whose): void
}

/** Never remembered: one's own list is where one begins. */
export const useWhose = create<WhoseState>((set) => ({ whose: { kind: 'mine' }, show: (whose) => set({ whose }) }))
