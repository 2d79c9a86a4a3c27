import { render } from 'preact'
import { Chat } from './chat'
import { createChosenFiles } from './chosen-files'
import { createComposing, type Composing } from './composing'
import type { Host } from './host'
import { fitInput, focusInput, insertIntoInput } from './input-box'
import { onDemand } from './on-demand'
import { PanelView } from './panel-view'
import type { Panel } from './panel'
import { inOneGo, lasting, watcher } from './redraw'
import { createScrollKeeping } from './scroll-keeping'
import { threadItems, type ThreadItem } from './thread-items'

/** A blink of the network is not worth a word. */
const WORTH_A_WORD_MS = 1_200

/**
 * Draws the panel from its state, whole and again at every change. The components hold no state; what only the eye
 * needs is here and in what this puts together.
 */
export function startScreen(root: HTMLElement, host: Host, panel: Panel): void {
  let picking = false
  let wasOpen = false
  const changed = inOneGo(draw)
  const composing = createComposing(host, panel, changed)
  const files = createChosenFiles(panel, changed)
  const lateFor = lasting(WORTH_A_WORD_MS, changed)
  const { rich, emojiPicker, past, rest } = loadedParts(host, panel, composing, files.add, changed)
  const watch = watcher(changed)
  const tellDrawn = drawnTeller(host)
  const scroll = createScrollKeeping({
    changed,
    nearTop() {
      void panel.getSnapshot().conversation?.loadOlder()
      past()?.load()
    },
  })

  function pick(emoji?: string): void {
    if (emoji) composing.write(insertIntoInput(root, emoji))
    else picking = !picking
    changed()
  }

  // Without a network neither the question nor its answer gets anywhere; the line at the top says so.
  const end = (): void => void import('./end-conversation').then((part) => part.endConversation(panel)).catch(changed)

  function drawChat(items: readonly ThreadItem[]) {
    const { session, client, conversation } = panel.getSnapshot()
    if (!session || !client || !conversation) return null
    const emoji = picking ? emojiPicker() : undefined
    const view = conversation.getSnapshot().conversation
    // Nothing can be written before it is known that nothing has to be agreed to.
    const asks = view ? view.consent?.acceptedAt === null : session.channel.consent?.required
    const consent = asks && (rest()?.drawConsent(session, client, conversation, changed) ?? ' ')
    const below = rest()?.drawBelow(client, conversation, end)
    const earlier = past()?.draw(rich)
    const cards = rest()?.drawCards(client, conversation)
    const state = { panel, session, client, conversation, items }
    const parts = { scroll, composing, files, rich, emoji, below, picking, earlier, consent, cards }
    return <Chat {...state} {...parts} onPick={pick} />
  }

  function draw(): void {
    const { error, session, client, conversation, shown } = panel.getSnapshot()
    watch(client?.state, conversation, files.uploads())
    const state = conversation?.getSnapshot()
    const connection = client?.state.getSnapshot()
    const offsetMs = connection?.status === 'connected' ? connection.clockOffsetMs : 0
    const uploads = files.uploads()?.getSnapshot() ?? []
    const items = state ? threadItems(state.events, state.pending, uploads, offsetMs, state.readSeq) : []
    render(
      rest()?.otherFace() || (
        <PanelView
          panel={panel}
          late={lateFor(!!connection && connection.status !== 'connected')}
          spoken={rest()?.announce(items) ?? ''}
          onEnd={end}
          more={client && conversation && rest()?.drawMore(client, conversation)}
        >
          {drawChat(items)}
        </PanelView>
      ),
      root,
    )
    scroll.drawn(items, past()?.first())
    fitInput(root)
    const isOpen = shown && !!conversation && state?.conversation?.status !== 'closed'
    if (isOpen && !wasOpen) focusInput(root)
    wasOpen = isOpen
    if (session || error) tellDrawn(session?.channel.color)
    rest()
  }

  panel.subscribe(changed)
  draw()
}

/** What nobody needs to see the panel and write the first words comes when it is wanted, or after the first drawing. */
function loadedParts(
  host: Host,
  panel: Panel,
  composing: Composing,
  take: (files: Iterable<File>) => void,
  changed: () => void,
) {
  return {
    rich: onDemand(() => import('./rich-body'), changed),
    emojiPicker: onDemand(() => import('./emoji-picker'), changed),
    past: onDemand(() => import('./earlier').then((part) => part.createEarlierThread(panel, changed)), changed),
    rest: onDemand(
      () =>
        import('./after-first-drawing').then((part) => part.afterFirstDrawing(host, panel, composing, take, changed)),
      changed,
    ),
  }
}

/** Tells the loader once that there is something to see, and again when the colour is known. */
function drawnTeller(host: Host): (color: string | undefined) => void {
  let drawn: { color: string | undefined } | undefined
  return (color) => {
    if (drawn && color === drawn.color) return
    drawn = { color }
    // The server refuses a colour on which white could not be read.
    if (color) document.documentElement.style.setProperty('--brand', color)
    host.send({ t: 'drawn', color })
  }
}
