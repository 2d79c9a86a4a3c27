import type { KeyboardEvent } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { useDesk } from '../../desk/desk-context'

/** CON-12. */
export type SendKeyName = 'enter' | 'ctrlEnter'

export const sendKeys: readonly SendKeyName[] = ['enter', 'ctrlEnter']

interface SendKeyState {
  /** Member id -> his choice: a browser may be shared. */
  readonly chosen: Readonly<Record<string, SendKeyName>>
  choose(memberId: string, key: SendKeyName): void
}

const useSendKeys = create<SendKeyState>()(
  persist(
    (set) => ({
      chosen: {},
      choose: (memberId, key) => set(({ chosen }) => ({ chosen: { ...chosen, [memberId]: key } })),
    }),
    { name: 'keqiao.console.send-key', partialize: ({ chosen }) => ({ chosen }) },
  ),
)

export interface SendKey {
  readonly chosen: SendKeyName
  choose(key: SendKeyName): void
}

/** The signed-in member's key, kept on this browser. */
export function useSendKey(): SendKey {
  const { me } = useDesk()
  const memberId = me.member.id
  const chosen = useSendKeys((state) => state.chosen[memberId] ?? 'enter')
  const choose = useSendKeys((state) => state.choose)
  return { chosen, choose: (key) => choose(memberId, key) }
}

/** Whether this is the key that sends. With the other one, Enter begins a new line; Shift + Enter always does. */
export function isSendKey(event: KeyboardEvent, chosen: SendKeyName): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false
  return event.ctrlKey || event.metaKey || chosen === 'enter'
}
