import { onDemand } from './on-demand'
import type { Panel } from './panel'
import type { Uploads } from './uploads'

/** The files a visitor chooses, pastes or drops. What handles them is fetched with the first one. */
export function createChosenFiles(panel: Panel, changed: () => void) {
  const waiting: File[] = []
  let uploads: Uploads | undefined
  const fetchPart = onDemand(
    () => import('./attachments'),
    () => add([]),
  )

  function add(files: Iterable<File>): void {
    if (panel.getSnapshot().conversation?.getSnapshot().conversation?.status === 'closed') return
    waiting.push(...files)
    const part = fetchPart()
    if (!part) return
    uploads ??= part.createUploads(panel.http, () => panel.getSnapshot().conversation)
    uploads.add(waiting.splice(0))
    changed()
  }

  return {
    add,
    uploads: () => uploads,
    part: () => uploads && fetchPart(),
  }
}

export type ChosenFiles = ReturnType<typeof createChosenFiles>
