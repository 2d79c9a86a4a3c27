import type { FromPreview, ToPreview } from '@keqiao/contract/widget-preview'
import { connectHost } from '../frame/host'
import { startScreen } from '../frame/screen'
import '../frame/style.css'
import { loadTexts, locale, say } from '../frame/texts'
import { createPreviewPanel } from './preview-panel'

/** The widget takes the focus when it opens; here somebody writes in the form beside it, and must not lose his place. */
function leaveFocus(): void {
  const { focus: take } = HTMLElement.prototype
  HTMLElement.prototype.focus = function (options) {
    if (document.hasFocus()) take.call(this, options)
  }
}

/** The panel as visitors get it, drawn from what stands in the console's form instead of from a server. */
async function start(root: HTMLElement): Promise<void> {
  const host = await connectHost(window)
  await loadTexts(host.start.locale)
  document.documentElement.lang = locale
  document.title = say('panel')
  const panel = createPreviewPanel(host)
  window.addEventListener('message', ({ origin, source, data }: MessageEvent<ToPreview>) => {
    if (origin === location.origin && source === parent && data.t === 'keqiao:look') panel.show(data.look)
  })
  startScreen(root, host, panel)
  const here: FromPreview = { t: 'keqiao:preview' }
  parent.postMessage(here, location.origin)
}

const root = document.getElementById('panel')
leaveFocus()
if (root) void start(root)
