import { render } from 'preact'
import { announcement } from './announcement'
import { Composer } from './composer'
import { describeError } from './describe-error'
import type { Host } from './host'
import { fitInput, focusInput } from './input-box'
import { onDemand } from './on-demand'
import { PanelView } from './panel-view'
import type { Panel } from './panel'
import { inOneGo, lasting, watcher } from './redraw'
import { createScrollKeeping } from './scroll-keeping'
import { say } from './texts'
import { Thread, Trouble, Waiting } from './thread'
import { threadItems, type ThreadItem } from './thread-items'
import type { Uploads } from './uploads'

/** A blink of the network is not worth a word. */
const WORTH_A_WORD_MS = 1_200
const LOAD_OLDER_PX = 120
const DRAFT = 'draft'

/**
 * Draws the panel from its state, whole and again at every change. The components hold no state; what only the eye
 * needs (the picker, the text not yet sent) is here.
 */
export function startScreen(root: HTMLElement, host: Host, panel: Panel): void {
  const { storage } = host
  let text = storage.get(DRAFT) ?? ''
  let picking = false
  let uploads: Uploads | undefined
  let chosen: File[] = []
  const changed = inOneGo(draw)
  const late = lasting(WORTH_A_WORD_MS, changed)
  const rich = onDemand(() => import('./rich-body'), changed)
  const emojiPicker = onDemand(() => import('./emoji-picker'), changed)
  const attachments = onDemand(
    () => import('./attachments'),
    () => addFiles([]),
  )
  const announce = announcement()
  const watch = watcher(changed)
  let wasOpen = false
  let drawn: { color: string | undefined } | undefined
  const scroll = createScrollKeeping(() => {
    const { conversation } = panel.getSnapshot()
    if (scroll.top < LOAD_OLDER_PX && conversation?.getSnapshot().more) void conversation.loadOlder()
    changed()
  })

  function write(next: string): void {
    text = next
    if (text) storage.set(DRAFT, text)
    else storage.remove(DRAFT)
    const { session, conversation } = panel.getSnapshot()
    if (session?.channel.draftPreview) conversation?.draft(text)
    changed()
  }

  function send(): void {
    if (!text.trim()) return
    panel.getSnapshot().conversation?.send({ kind: 'text', text })
    picking = false
    write('')
  }

  function pickEmoji(emoji: string): void {
    const box = root.querySelector('textarea')
    box?.setRangeText(emoji, box.selectionStart, box.selectionEnd, 'end')
    box?.focus()
    write(box?.value ?? '')
  }

  function addFiles(files: Iterable<File>): void {
    if (panel.getSnapshot().conversation?.getSnapshot().conversation?.status === 'closed') return
    chosen.push(...files)
    const part = attachments()
    if (!part) return
    uploads ??= part.createUploads(panel.http, () => panel.getSnapshot().conversation)
    uploads.add(chosen.splice(0))
    changed()
  }

  async function end(): Promise<void> {
    const { conversation } = panel.getSnapshot()
    const queued = conversation?.getSnapshot().conversation?.status === 'queued'
    const { ask } = await import('./ask')
    const yes = await ask(say(queued ? 'leaveQueue' : 'end'), say('endHint'))
    if (yes) await conversation?.close()
  }
  // Without the network neither the question nor its answer gets anywhere; the line at the top says so.
  const askToEnd = (): void => void end().catch(changed)

  function retry(key: string): void {
    const { conversation } = panel.getSnapshot()
    const message = conversation?.getSnapshot().pending.find((p) => p.key === key)
    if (message?.code !== 'conversation_closed' || message.body.kind !== 'text') return void conversation?.retry(key)
    conversation?.discard(key)
    panel.again(message.body)
  }

  function drawConversation(items: readonly ThreadItem[]) {
    const { session, conversation, client, openError } = panel.getSnapshot()
    if (!session || !conversation || !client) return null
    const state = conversation.getSnapshot()
    const status = state.conversation?.status
    const failure = openError ?? (state.status === 'failed' ? state.error : null)
    return (
      <>
        <Thread
          items={items}
          conversation={conversation}
          state={state}
          greeting={session.channel.greeting}
          scroll={scroll}
          uploads={uploads}
          attachments={uploads && attachments()}
          rich={rich}
          onRetry={retry}
        >
          {status === 'queued' && <Waiting onLeave={askToEnd} />}
          {failure && (
            <Trouble onRetry={openError ? panel.retry : conversation.reload}>
              {describeError(failure) ?? say(openError ? 'openFailed' : 'loadFailed')}
            </Trouble>
          )}
        </Thread>
        {status === 'closed' ? (
          <footer>
            {say('askAgain')}
            <button onClick={() => panel.again()}>{say('again')}</button>
          </footer>
        ) : (
          <Composer
            text={text}
            placeholder={say(status === 'queued' ? 'placeholderWaiting' : 'placeholder')}
            preview={session.channel.draftPreview}
            picking={picking}
            onText={write}
            onSend={send}
            onPick={() => {
              picking = !picking
              changed()
            }}
            onFiles={addFiles}
          >
            {picking && drawEmoji()}
          </Composer>
        )}
      </>
    )
  }

  function drawEmoji() {
    const part = emojiPicker()
    return part && <part.EmojiPicker onPick={pickEmoji} />
  }

  /** @param color the merchant's, which the server refuses unless white can be read on it */
  function tellDrawn(color: string | undefined): void {
    if (drawn && color === drawn.color) return
    drawn = { color }
    if (color) document.documentElement.style.setProperty('--brand', color)
    host.send({ t: 'drawn', color })
  }

  function draw(): void {
    const { status, session, client, conversation, shown } = panel.getSnapshot()
    watch(client?.state, conversation, uploads)
    const state = conversation?.getSnapshot()
    const connection = client?.state.getSnapshot()
    const away = late(!!connection && connection.status !== 'connected')
    const offset = connection?.status === 'connected' ? connection.clockOffsetMs : 0
    const items = state ? threadItems(state.events, state.pending, uploads?.getSnapshot() ?? [], offset) : []
    const open = state?.conversation?.status !== 'closed'
    render(
      <PanelView panel={panel} late={away} spoken={announce(items)} onEnd={askToEnd}>
        {drawConversation(items)}
      </PanelView>,
      root,
    )
    const last = items.at(-1)
    const mine = last?.kind === 'upload' || (last?.kind === 'message' && last.mine)
    scroll.drawn(items[0]?.key ?? '', last?.key ?? '', mine)
    fitInput(root)
    const opened = shown && !!conversation && open
    if (opened && !wasOpen) focusInput(root)
    wasOpen = opened
    if (status === 'starting') return
    tellDrawn(session?.channel.color)
  }

  panel.subscribe(changed)
  draw()
  // What nobody needs to see the panel and write the first words comes after it.
  void import('./after-first-drawing').then((part) => part.afterFirstDrawing(addFiles), changed)
}
