import { create } from 'zustand'

interface HistoryJump {
  /** Where somebody wants to go, in the thread of which conversation. */
  target: { readonly thread: string; readonly earlierId: string } | null
  goTo(thread: string, earlierId: string): void
  /** The thread has taken it up. */
  taken(): void
}

/** From the helper's list of earlier conversations into the thread. */
export const useHistoryJump = create<HistoryJump>((set) => ({
  target: null,
  goTo: (thread, earlierId) => set({ target: { thread, earlierId } }),
  taken: () => set({ target: null }),
}))
