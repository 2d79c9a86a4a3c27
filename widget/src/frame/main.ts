import { browserEnvironment } from '@keqiao/client'
import { connectHost } from './host'
import { startPanel } from './panel'
import { startScreen } from './screen'
import './style.css'
import { loadTexts, locale, say } from './texts'

/** A page of our own names its channel; in a shop's page the loader does. */
const { channel } = document.documentElement.dataset

async function start(root: HTMLElement): Promise<void> {
  const host = channel ? (await import('./page-host')).openPageHost(window, channel) : await connectHost(window)
  const panel = startPanel(host, browserEnvironment(host.storage), location.origin)
  await loadTexts(host.start.locale)
  document.documentElement.lang = locale
  document.title ||= say('panel')
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog')) panel.close()
  })
  startScreen(root, host, panel)
}

const root = document.getElementById('panel')
if (root) void start(root)
