import type { Input } from '@keqiao/client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useAsked } from '../manage/use-asked'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'

/** The categories of both libraries, and the phrases that have a key. */
export const usePhraseBook = () => useAsked('phrase.categories', {})

/** Phrases as they are searched while one types: what was found stays until the next is. */
export function usePhraseSearch(question: Input<'phrase.list'>, enabled = true) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  return useQuery({
    queryKey: ['asked', me.tenant.id, 'phrase.list', question],
    queryFn: async () => {
      const reply = await client.call('phrase.list', question)
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result
    },
    enabled: connected && enabled,
    // News of a change asks again; see hear-news.tsx.
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
}
