import type { ToFrame, ToHost } from '../bridge'
import { openFramePort, type FramePort } from './frame-port'
import type { Launcher } from './launcher'

/** After this long without a drawn frame the panel says so and offers to try again. */
const PATIENCE_MS = 12_000

export interface PanelFrame {
  /** Loads it, or loads it again. */
  load(): void
  readonly loaded: boolean
  send(message: ToFrame): void
  focus(): void
}

/**
 * The frame in the panel, loaded when it is first needed.
 *
 * @param on `port`: it asks for `start`; `message`: what it says
 */
export function createPanelFrame(
  launcher: Launcher,
  origin: string,
  title: string,
  on: { port: () => void; message: (message: ToHost) => void },
): PanelFrame {
  let frame: HTMLIFrameElement | undefined
  let port: FramePort | undefined
  let patience: ReturnType<typeof setTimeout> | undefined

  function hear(message: ToHost): void {
    if (message.t === 'drawn') {
      clearTimeout(patience)
      launcher.cover('off')
    }
    on.message(message)
  }

  return {
    load() {
      launcher.cover('waiting')
      clearTimeout(patience)
      patience = setTimeout(() => launcher.cover('unreachable'), PATIENCE_MS)
      if (!frame) {
        frame = document.createElement('iframe')
        frame.title = title
        frame.referrerPolicy = 'no-referrer'
        port = openFramePort(window, frame, origin, { port: on.port, message: hear })
        launcher.panel.prepend(frame)
      }
      frame.src = `${origin}/widget/frame/index.html`
    },
    get loaded() {
      return frame !== undefined
    },
    send: (message) => port?.send(message),
    focus: () => frame?.focus(),
  }
}
