import { create } from 'zustand'

/** What Chromium gives a page that may be installed (not in the DOM library yet). */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

interface InstallState {
  /** The browser's own question, to be asked on a click; null: it cannot be asked here, or it was. */
  readonly prompt: InstallPromptEvent | null
  /** This page runs in a window of its own. */
  readonly installed: boolean
}

const standalone = '(display-mode: standalone), (display-mode: window-controls-overlay)'

/** ACC-05: whether the console can be installed, or is. */
export const useInstall = create<InstallState>(() => ({
  prompt: null,
  installed: globalThis.matchMedia?.(standalone).matches ?? false,
}))

/** Keeps the browser's question for later. To be called before the page is drawn: it is asked once and early. */
export function watchInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    useInstall.setState({ prompt: event as InstallPromptEvent })
  })
  window.addEventListener('appinstalled', () => useInstall.setState({ prompt: null, installed: true }))
}

/** Asks; the question can be asked once. */
export async function install(): Promise<void> {
  const { prompt } = useInstall.getState()
  if (!prompt) return
  useInstall.setState({ prompt: null })
  await prompt.prompt()
}
