import extraStyle from './extra.css?url'
import { announcement } from './announcement'
import { drawConsent } from './consent'
import type { Host } from './host'
import { startReadMarks } from './mark-read'
import type { Panel } from './panel'
import { startReading } from './reading'
import { startRecall } from './recall'
import { tellShop } from './tell-shop'
import { startTellingVisit } from './tell-visit'
import { say } from './texts'

/** @param take adds files to the conversation */
export function afterFirstDrawing(host: Host, panel: Panel, take: (files: Iterable<File>) => void) {
  addExtraStyle()
  acceptDroppedFiles(take)
  startReading(host, panel)
  startReadMarks(panel)
  startRecall(panel)
  startTellingVisit(host, panel)
  tellShop(host, panel)
  return { drawConsent, announce: announcement() }
}

/** Fetches the look of what is not on the first screen: pictures, files, emoji, the question before the end. */
function addExtraStyle(): void {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = extraStyle
  document.head.append(link)
}

/** Takes files that are dropped anywhere on the panel; without this the browser would leave it and open them. */
function acceptDroppedFiles(take: (files: Iterable<File>) => void): void {
  const cover = document.createElement('div')
  cover.className = 'drop'
  cover.textContent = say('dropHere')
  cover.hidden = true
  document.body.append(cover)
  document.addEventListener('dragover', (event) => {
    event.preventDefault()
    cover.hidden = !event.dataTransfer?.types.includes('Files')
  })
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) cover.hidden = true
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    cover.hidden = true
    take([...(event.dataTransfer?.files ?? [])])
  })
}
