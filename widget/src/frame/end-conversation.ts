import { ask } from './ask'
import type { Panel } from './panel'
import { say } from './texts'

/** Ends the conversation, or leaves the queue, when the visitor says yes. */
export async function endConversation(panel: Panel): Promise<void> {
  const { conversation } = panel.getSnapshot()
  const queued = conversation?.getSnapshot().conversation?.status === 'queued'
  if (await ask(say(queued ? 'leaveQueue' : 'end'), say('endHint'))) await conversation?.close()
}
