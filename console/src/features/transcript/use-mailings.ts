import type { Output } from '@keqiao/client'
import type { ConversationId } from '@keqiao/domain'
import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { RefusedError } from '../session/session'

/** What is under way arrives meanwhile; in milliseconds. */
const followMs = 3_000

/** What of a conversation went out by mail; asked again while something is under way. */
export function useMailings(conversationId: ConversationId) {
  const { client, me } = useDesk()
  const connected = useStore(client.state).status === 'connected'
  return useQuery({
    queryKey: ['asked', me.tenant.id, 'transcript.list', { conversationId }],
    async queryFn(): Promise<Output<'transcript.list'>> {
      const reply = await client.call('transcript.list', { conversationId })
      if (!reply.ok) throw new RefusedError(reply.error)
      return reply.result
    },
    enabled: connected,
    retry: false,
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data?.mailings.some(({ status }) => status === 'queued') ? followMs : false),
  })
}
