import { KEPT, type Page, type ToHost } from '../bridge'
import { chooseLocale } from '../choose-locale'
import { readableColor } from '../readable-color'
import { openKeepsake } from './keepsake'
import { drawLauncher } from './launcher'
import { createPanelFrame } from './panel-frame'
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

function start(script: HTMLScriptElement, channel: string): KeqiaoApi {
  const { dataset } = script
  const keepsake = openKeepsake(channel, window)
  const locale = chooseLocale([dataset.lang, document.documentElement.lang, ...navigator.languages])
  const texts = loaderTexts[locale]
  let shown = false

  const launcher = drawLauncher(document, {
    texts,
    color: readableColor(keepsake.get(KEPT.color) ?? dataset.color),
    bottom: dataset.bottom ?? '24',
    teaser: keepsake.get(KEPT.ongoing) ? undefined : dataset.teaser,
    onOpen: open,
    onClose: close,
    onRetry: () => frame.load(),
  })
  const fill = fillPhoneScreen(window, launcher.panel)
  const frame = createPanelFrame(launcher, new URL(script.src).origin, texts.open, {
    port: () => frame.send({ t: 'start', channel, page: page(), locale, kept: keepsake.all(), shown }),
    message: hear,
  })

  function hear(message: ToHost): void {
    switch (message.t) {
      case 'drawn':
        if (!message.color) return
        keepsake.set(KEPT.color, message.color)
        launcher.color(readableColor(message.color))
        return
      case 'keep':
        keepsake.set(message.key, message.value)
        return
      case 'unread':
        launcher.unread(message.count, message.label)
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
    if (frame.loaded) frame.send({ t: 'shown', page: page() })
    else frame.load()
    frame.focus()
  }

  function close(): void {
    if (!shown) return
    shown = false
    fill(false)
    launcher.shown(false)
    frame.send({ t: 'hidden' })
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close()
  })
  keepsake.onChange((key, value) => {
    frame.send({ t: 'kept', key, value })
    if (key === KEPT.ongoing && value !== null && !frame.loaded) frame.load()
  })
  if (keepsake.get(KEPT.ongoing)) frame.load()
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
