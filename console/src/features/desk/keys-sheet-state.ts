import { create } from 'zustand'

/** Whether the sheet of keys is open; `?` and the foot of the list open it. */
export const useKeysSheet = create<{ open: boolean }>(() => ({ open: false }))
