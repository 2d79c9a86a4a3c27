import type { Client } from '@keqiao/client'
import { createReadMarks, type ReadMarks } from '@keqiao/client/read-marks'
import type { Panel } from './panel'
import { watchConversation } from './watch-conversation'

/** Tells the agent how far his words were on a screen that the visitor can see. */
export function startReadMarks(panel: Panel): void {
  let marks: ReadMarks | undefined
  let marked: string | null = null

  function look(): void {
    const { client, conversation, shown } = panel.getSnapshot()
    const id = conversation?.id() ?? null
    if (id !== marked) begin(client, id)
    const state = conversation?.getSnapshot()
    if (!shown || document.visibilityState !== 'visible' || state?.conversation?.status !== 'open') return
    const last = state.events.findLast((event) => event.type === 'message.sent' && event.payload.from === 'agent')
    if (last) marks?.read(last.seq)
  }

  function begin(client: Client | null, id: string | null): void {
    marks?.release()
    marked = id
    marks = client && id !== null ? createReadMarks(client, id) : undefined
  }

  watchConversation(panel, look)
  document.addEventListener('visibilitychange', look)
}
