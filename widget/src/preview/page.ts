import type { FromPreview, ToPreview } from '@keqiao/contract/widget-preview'
import { chooseLocale } from '../choose-locale'
import { openFramePort } from '../loader/frame-port'
import { drawLauncher } from '../loader/launcher'
import { loaderTexts } from '../loader/texts'
import './page.css'

/**
 * The page around the widget in the console's preview: the launcher that shops get, with a panel that talks to nobody
 * (panel.ts). The server lets these pages ask for nothing (`connect-src` is not in their policy), so looking at a channel
 * makes neither a visitor nor a conversation.
 */
function start(window: Window): void {
  const { document, location, parent } = window
  const asked = new URLSearchParams(location.search)
  const locale = chooseLocale([asked.get('lang') ?? ''])
  const texts = loaderTexts[locale]
  document.documentElement.lang = locale
  document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light'
  document.title = texts.open
  const here = { url: location.href, title: texts.open }
  const frame = document.createElement('iframe')
  let latest: ToPreview | undefined

  const launcher = drawLauncher(document, {
    texts,
    color: asked.get('color') ?? '',
    bottom: '24',
    teaser: undefined,
    onOpen: () => tell(true),
    onClose: () => tell(false),
    onRetry: () => {},
  })
  const port = openFramePort(window, frame, location.origin, {
    port: () => port.send({ t: 'start', channel: 'preview', page: here, locale, kept: {}, shown: true }),
    message(message) {
      if (message.t === 'close') tell(false)
      if (message.t === 'drawn') launcher.cover('off')
    },
  })
  frame.title = texts.open
  frame.src = new URL('./panel.html', location.href).href
  launcher.panel.prepend(frame)
  launcher.cover('waiting')

  const say = (message: FromPreview): void => parent.postMessage(message, location.origin)

  /** The console keeps whether it is open: a preview that is loaded anew, in another language, stays as it was. */
  function tell(open: boolean): void {
    launcher.shown(open)
    say({ t: 'keqiao:panel', open })
  }

  window.addEventListener('message', ({ origin, source, data }: MessageEvent<ToPreview | FromPreview>) => {
    if (origin !== location.origin) return
    if (source === frame.contentWindow && data.t === 'keqiao:preview' && latest) forward(latest)
    if (source !== parent) return
    if (data.t === 'keqiao:panel') launcher.shown(data.open)
    if (data.t === 'keqiao:look') {
      latest = data
      launcher.color(data.look.channel.color)
      forward(data)
    }
  })
  const forward = (message: ToPreview): void => frame.contentWindow?.postMessage(message, location.origin)
  say({ t: 'keqiao:preview' })
}

start(window)
