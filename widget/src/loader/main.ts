import { KEPT, type Page, type ToHost } from '../bridge'
import { chooseLocale } from '../choose-locale'
import { readableColor } from '../readable-color'
import { openKeepsake } from './keepsake'
import { drawLauncher } from './launcher'
import { createPanelFrame } from './panel-frame'
import { fillPhoneScreen } from './phone-screen'
import { loaderTexts } from './texts'

import type { LoaderParts } from './api'

/** A call of the shop's script: a command and what goes with it. */
export type Call = ArrayLike<unknown>

/** `Keqiao('open')`, and so on; before the loader is there, the shop's snippet keeps the calls in `q`. */
interface Keqiao {
  (...call: unknown[]): void
  q?: Call[]
  open?(): void
  close?(): void
}

declare global {
  interface Window {
    Keqiao?: Keqiao
  }
}

function start(script: HTMLScriptElement, channel: string): Keqiao {
  const { dataset } = script
  const keepsake = openKeepsake(channel, window)
  const locale = chooseLocale([dataset.lang, document.documentElement.lang, ...navigator.languages])
  const texts = loaderTexts[locale]
  const { origin } = new URL(script.src)
  const early = window.Keqiao?.q
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
  const frame = createPanelFrame(launcher, origin, texts.open, {
    port: () =>
      frame.send({ t: 'start', channel, page: page(), locale, kept: keepsake.all(), shown, identity: parts.identity }),
    message: (message) => parts.hear(message),
  })
  const parts: LoaderParts = { channel, keepsake, launcher, frame, open, close, hear, resume }

  function hear(message: ToHost): void {
    switch (message.t) {
      case 'drawn':
        if (!message.color) return
        keepsake.set(KEPT.color, message.color)
        launcher.color(message.color)
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

  /** While a conversation goes on, the frame is loaded with the page. */
  function resume(): void {
    if (keepsake.get(KEPT.ongoing) && !frame.loaded) frame.load()
  }

  // Where that is forbidden or fails, the button and the panel do all the same.
  const api = import(/* @vite-ignore */ `${origin}/widget/api.js`).then(
    (part: typeof import('./api')) => part.serveShop(parts, early),
    () => {},
  )
  // Who the visitor is comes before what he is shown.
  void (early ? api.then(resume) : resume())
  return Object.assign((...call: unknown[]) => void api.then((answer) => answer?.(call)), { open, close })
}

function page(): Page {
  return { url: location.href.slice(0, 2_000), title: document.title.slice(0, 300) }
}

function whenParsed(run: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', run, { once: true })
  else run()
}

const script = document.currentScript
if (script instanceof HTMLScriptElement && script.dataset.channel) {
  const channel = script.dataset.channel
  whenParsed(() => {
    // The snippet twice on a page is one widget.
    if (!window.Keqiao?.open) window.Keqiao = start(script, channel)
  })
}
