import { RECALL_WITHIN_MS } from '@keqiao/contract/frames'
import type { Panel } from './panel'
import { say } from './texts'

/** A finger that rests this long asks for the button. Milliseconds. */
const LONG_PRESS_MS = 500
/** How long a refusal stands in the button's place. Milliseconds. */
const REFUSED_MS = 3_000

/**
 * 撤回 beside an own message: by the pointer over it, by a long press, by the menu key. One button over the page, so that
 * what Preact draws stays Preact's.
 */
export function startRecall(panel: Panel): void {
  const button = document.createElement('button')
  button.className = 'recall'
  button.hidden = true
  document.body.append(button)
  let seq = 0
  let press: ReturnType<typeof setTimeout> | undefined
  const hide = (): void => void (button.hidden = true)

  function offer(target: EventTarget | null): boolean {
    if (target === button) return true
    const message = target instanceof Element ? target.closest<HTMLElement>('.msg.me') : null
    seq = Number(message?.dataset['seq'] ?? 0)
    button.hidden = !isRecallable(panel, seq)
    if (!message || button.hidden) return false
    button.textContent = say('recall')
    const bubble = (message.querySelector('.bubble, .picture') ?? message).getBoundingClientRect()
    const { width, height } = button.getBoundingClientRect()
    button.style.left = `${Math.max(8, bubble.left - width - 6)}px`
    button.style.top = `${Math.max(64, bubble.top + (bubble.height - height) / 2)}px`
    return true
  }

  button.addEventListener('click', () => {
    void recall(panel, seq).then((recalled) => {
      if (recalled) return hide()
      button.textContent = say('recallFailed')
      setTimeout(hide, REFUSED_MS)
    })
  })
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'mouse') offer(target)
  })
  document.addEventListener('pointerdown', ({ target, pointerType }) => {
    if (pointerType === 'mouse') return
    if (target !== button) hide()
    press = setTimeout(() => offer(target), LONG_PRESS_MS)
  })
  for (const end of ['pointerup', 'pointercancel', 'pointermove'] as const) {
    document.addEventListener(end, () => clearTimeout(press))
  }
  document.addEventListener('contextmenu', (event) => {
    if (offer(event.target) && !getSelection()?.toString()) event.preventDefault()
  })
  document.addEventListener('scroll', hide, true)
}

/** Said by the visitor, in time, and not taken back yet. */
function isRecallable(panel: Panel, seq: number): boolean {
  const { client, conversation } = panel.getSnapshot()
  const state = conversation?.getSnapshot()
  const connection = client?.state.getSnapshot()
  if (!seq || !state || state.conversation?.status === 'closed' || connection?.status !== 'connected') return false
  const event = state.events.find((one) => one.seq === seq)
  if (event?.type !== 'message.sent' || event.payload.body.kind === 'recalled') return false
  return Date.now() + connection.clockOffsetMs - event.at < RECALL_WITHIN_MS
}

async function recall(panel: Panel, seq: number): Promise<boolean> {
  const { client, conversation } = panel.getSnapshot()
  const conversationId = conversation?.id()
  if (!client || !conversationId) return false
  const reply = await client.call('conversation.recallMessage', { conversationId, seq })
  return reply.ok || reply.error.code === 'already_recalled'
}
