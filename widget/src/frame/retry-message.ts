import type { Panel } from './panel'

/** Sends a refused message again; where its conversation is over, as the first one of a new conversation. */
export function retryMessage(panel: Panel, key: string): void {
  const { conversation } = panel.getSnapshot()
  const message = conversation?.getSnapshot().pending.find((p) => p.key === key)
  if (message?.code !== 'conversation_closed' || message.body.kind !== 'text') {
    conversation?.retry(key)
    return
  }
  conversation?.discard(key)
  panel.again(message.body)
}
