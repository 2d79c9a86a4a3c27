import { useAsked, useChange } from '../manage/use-asked'

/** News comes by frames; what a frame did not reach is found at this pace, in milliseconds. */
const followMs = 60_000

/** What an administrator sent to oneself. */
export const useInbox = () => useAsked('broadcast.inbox', { limit: 20 }, followMs)

/** Who asked oneself, and who answered. */
export const useConsults = () => useAsked('consult.list', { limit: 30 }, followMs)

/** Says that one has read a broadcast. */
export function useReadBroadcast(): (id: string) => void {
  const change = useChange('broadcast.inbox')
  return (broadcastId) => void change('broadcast.markRead', { broadcastId })
}

/** Says that one has seen what there is about a conversation. */
export function useReadConsult(): (conversationId: string) => void {
  const change = useChange('consult.list')
  return (conversationId) => void change('consult.markRead', { conversationId })
}
