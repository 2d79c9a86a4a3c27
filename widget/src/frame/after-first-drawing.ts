import type { Client, Conversation } from '@keqiao/client'
import extraStyle from './extra.css?url'
import { announcement } from './announcement'
import type { Composing } from './composing'
import { drawConsent } from './consent'
import { findDetour } from './detour'
import { KEPT } from '../bridge'
import { VISIT } from '../visit'
import type { Host } from './host'
import { startReadMarks } from './mark-read'
import { onDemand } from './on-demand'
import type { Panel } from './panel'
import { startReading } from './reading'
import { startRecall } from './recall'
import { tellShop } from './tell-shop'
import { startTellingVisit } from './tell-visit'
import { say } from './texts'
import type * as transcriptPart from './transcript'

/**
 * @param take adds files to the conversation
 * @param changed something arrived: draw again
 */
export function afterFirstDrawing(
  host: Host,
  panel: Panel,
  composing: Composing,
  take: (files: Iterable<File>) => void,
  changed: () => void,
) {
  addExtraStyle()
  acceptDroppedFiles(take)
  findDetour(panel)
  startReading(host, panel)
  startReadMarks(panel)
  startRecall(panel)
  startTellingVisit(host, panel)
  tellShop(host, panel)
  const otherFace = faceOf(panel, host, composing, changed)
  const transcript = onDemand(() => import('./transcript'), changed)
  const drawBelow = belowThread(changed, () => otherFace(true), transcript)
  const drawMore = (client: Client, conversation: Conversation) =>
    isAnswered(conversation) && transcript()?.transcriptItem(client, conversation, changed)
  const drawCards = cardsAbove(host, changed)
  return { drawConsent, drawBelow, drawMore, drawCards, otherFace, announce: announcement() }
}

/** There is something to send by mail. */
const isAnswered = (conversation: Conversation): boolean => !!conversation.getSnapshot().conversation?.agentMessageCount

/**
 * What stands below the last message: the place in the line while one waits, 评价 once somebody has asked for it, and the
 * transcript by mail.
 *
 * @param onMessage he wants to leave a message instead of waiting
 * @returns draws it; told what happens when the visitor wants to go
 */
function belowThread(changed: () => void, onMessage: () => void, transcript: () => typeof transcriptPart | undefined) {
  const line = onDemand(() => import('./queue-place'), changed)
  const rating = onDemand(() => import('./rating'), changed)
  return (client: Client, conversation: Conversation, onLeave: () => void) => {
    const { conversation: view, events } = conversation.getSnapshot()
    if (view?.status === 'queued') return line()?.queuePlace(client, conversation, changed, onLeave, onMessage)
    const isAsked = events.some(({ type }) => type === 'rating.invited' || type === 'rating.submitted')
    return [
      isAsked && rating()?.drawRating(client, conversation, changed),
      isAnswered(conversation) && transcript()?.drawTranscript(client, conversation, changed),
    ]
  }
}

/** What can be sent as a card, above the input; fetched once the shop's page has said something of the kind. */
function cardsAbove(host: Host, changed: () => void) {
  const part = onDemand(() => import('./cards-bar').then((fetched) => fetched.createCardsBar(host, changed)), changed)
  host.listen((message) => {
    if (message.t === 'kept' && message.key === VISIT) changed()
  })
  return (client: Client, conversation: Conversation) => {
    const visit = host.storage.get(VISIT)
    // A shop that names its customer may have signed for his orders and say nothing of them on its pages.
    const maySend = host.storage.get(KEPT.sub) || (visit && /"product":\{|"orders":\[\{/.test(visit))
    return maySend && part()?.draw(client, conversation)
  }
}

/**
 * 留言 in the place of a conversation: outside business hours, or because the visitor does not want to wait.
 *
 * @returns draws it, if it is its turn; told whether the visitor wants it, it draws again
 */
function faceOf(panel: Panel, host: Host, composing: Composing, changed: () => void) {
  let wanted = false
  const part = onDemand(
    () => import('./offline-message').then((fetched) => fetched.createOfflineMessage(panel, host, composing, changed)),
    changed,
  )
  const faq = onDemand(
    () => import('./faq').then((fetched) => fetched.createFaq(panel, host, changed)),
    // Where it cannot be fetched nobody is kept from asking; the next drawing tries again.
    changed,
  )
  return function face(want?: boolean) {
    if (want !== undefined) {
      wanted = want
      return changed()
    }
    const { session, conversation } = panel.getSnapshot()
    if (session?.channel.faq && !conversation) return faq()?.view()
    const isNeeded = wanted || panel.getSnapshot().openError?.code === 'outside_hours'
    return isNeeded && part()?.view(() => face(false))
  }
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
