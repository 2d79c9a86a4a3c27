import type { ConversationView } from '@keqiao/contract'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'

/** What the merchant wants of a dialogue without 小结 that is cleared (G2). */
export type OnClear = 'block' | 'warn' | 'off'

export function useOnClear(): OnClear {
  const { desk } = useDesk()
  return useStore(desk).desk?.summaryOnClear ?? 'warn'
}

/** Its agent has not written the 小结 of the last leg; a server that tells nothing of it asks for nothing. */
export const isUnsummarised = ({ staff }: Pick<ConversationView, 'staff'>): boolean => staff?.summarised === false
