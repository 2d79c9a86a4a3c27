import type { Client, Conversation } from '@keqiao/client'
import { createReadMarks, type ReadMarks } from '@keqiao/client/read-marks'
import type { Panel } from './panel'

/** Tells the agent how far his words were on a screen that the visitor can see. */
export function startReadMarks(panel: Panel): void {
  let watched: Conversation | null = null
  let marks: ReadMarks | undefined
  let marked: string | null = null
  let forget = (): void => {}

  function follow(): void {
    const { conversation } = panel.getSnapshot()
    if (conversation !== watched) {
      forget()
      watched = conversation
      forget = conversation?.subscribe(look) ?? (() => {})
    }
    look()
  }

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

  panel.subscribe(follow)
  document.addEventListener('visibilitychange', look)
  follow()
}
