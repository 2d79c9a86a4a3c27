import type { Named, ReadEvent } from './conversation-facts'

/** What figures need of one offline message. Instants are epoch milliseconds. */
export interface OfflineMessageFacts {
  readonly id: string
  readonly at: number
  readonly group: Named
  readonly channelId: string
  /** The conversation that waited before; its visit is counted there. */
  readonly conversationId: string | null
  readonly visitorName: string
  repliedAt: number | null
}

interface Left {
  readonly offlineMessageId: string
  readonly channelId: string
  readonly groupId: string
  readonly groupName: string
  readonly conversationId: string | null
  readonly name: string
}

/** Takes one event of an offline message's stream in; only the first reply makes it 已回复. */
export function foldOfflineMessage(facts: OfflineMessageFacts | null, event: ReadEvent): OfflineMessageFacts | null {
  if (event.type === 'offlineMessage.left') {
    const { offlineMessageId: id, channelId, groupId, groupName, conversationId, name } = event.payload as Left
    const group = { id: groupId, name: groupName }
    return { id, at: event.at, group, channelId, conversationId, visitorName: name, repliedAt: null }
  }
  if (facts && event.type === 'offlineMessage.replied') facts.repliedAt ??= event.at
  return facts
}
