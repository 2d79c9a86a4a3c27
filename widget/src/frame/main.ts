import { browserEnvironment } from '@keqiao/client'
import { connectHost } from './host'
import { startPanel } from './panel'
import { startScreen } from './screen'
import './style.css'
import { loadTexts, locale, say } from './texts'

async function start(root: HTMLElement): Promise<void> {
  const host = await connectHost(window)
  const panel = startPanel(host, browserEnvironment(host.storage), location.origin)
  await loadTexts(host.start.locale)
  document.documentElement.lang = locale
  document.title = say('panel')
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog')) panel.close()
  })
  startScreen(root, host, panel)
}

const root = document.getElementById('panel')
if (root) void start(root)
