import { KEPT, type Page, type ToHost } from '../bridge'
import { chooseLocale } from '../choose-locale'
import { readableColor } from '../readable-color'
import { openFramePort, type FramePort } from './frame-port'
import { openKeepsake } from './keepsake'
import { drawLauncher } from './launcher'
import { fillPhoneScreen } from './phone-screen'
import { loaderTexts } from './texts'

/** What a shop's own script may do. */
interface KeqiaoApi {
  open(): void
  close(): void
}

declare global {
  interface Window {
    Keqiao?: KeqiaoApi
  }
}

/** After this long without a drawn frame the panel says so and offers to try again. */
const PATIENCE_MS = 12_000

function start(script: HTMLScriptElement, channel: string): KeqiaoApi {
  const { dataset } = script
  const origin = new URL(script.src).origin
  const keepsake = openKeepsake(channel, window)
  const locale = chooseLocale([dataset.lang, document.documentElement.lang, ...navigator.languages])
  const texts = loaderTexts[locale]
  let shown = false
  let unread = 0
  let port: FramePort | undefined
  let frame: HTMLIFrameElement | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  const launcher = drawLauncher(document, {
    texts,
    color: readableColor(keepsake.get(KEPT.color) ?? dataset.color),
    bottom: Number(dataset.bottom) || 24,
    teaser: keepsake.get(KEPT.ongoing) ? undefined : dataset.teaser,
    onOpen: open,
    onClose: close,
    onRetry: load,
  })
  const fill = fillPhoneScreen(window, launcher.panel)

  function load(): void {
    launcher.cover('waiting')
    clearTimeout(patience)
    patience = setTimeout(() => launcher.cover('unreachable'), PATIENCE_MS)
    if (!frame) {
      frame = document.createElement('iframe')
      frame.title = texts.open
      frame.referrerPolicy = 'no-referrer'
      port = openFramePort(window, frame, origin, { port: begin, message: hear })
      launcher.panel.prepend(frame)
    }
    frame.src = `${origin}/widget/frame/index.html`
  }

  function begin(): void {
    port?.send({ t: 'start', channel, page: page(), locale, kept: keepsake.all(), shown })
  }

  function hear(message: ToHost): void {
    switch (message.t) {
      case 'drawn':
        clearTimeout(patience)
        launcher.cover('off')
        if (message.color) {
          keepsake.set(KEPT.color, message.color)
          launcher.color(readableColor(message.color))
        }
        return
      case 'keep':
        keepsake.set(message.key, message.value)
        return
      case 'unread':
        unread = message.count
        launcher.unread(unread)
        return
      case 'close':
        close()
    }
  }

  function open(): void {
    if (shown) return
    shown = true
    launcher.shown(true)
    fill(true)
    if (frame) port?.send({ t: 'shown', page: page() })
    else load()
    frame?.focus()
  }

  function close(): void {
    if (!shown) return
    shown = false
    fill(false)
    launcher.shown(false)
    port?.send({ t: 'hidden' })
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close()
  })
  keepsake.onChange((key, value) => {
    port?.send({ t: 'kept', key, value })
    if (key === KEPT.ongoing && value !== null && !frame) load()
  })
  if (keepsake.get(KEPT.ongoing)) load()
  return { open, close }
}

function page(): Page {
  return { url: location.href.slice(0, 2_000), title: document.title.slice(0, 300) }
}

function whenParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run, { once: true })
  else run()
}

const script = document.currentScript
if (script instanceof HTMLScriptElement && script.dataset.channel && !window.Keqiao) {
  const channel = script.dataset.channel
  whenParsed(() => {
    window.Keqiao ??= start(script, channel)
  })
}
