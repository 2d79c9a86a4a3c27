import { PORT, READY, type ToFrame, type ToHost } from '../bridge'

export interface FramePort {
  send(message: ToFrame): void
}

/**
 * Hands a port to the frame each time a document of ours asks for one (first load, reload). Asked for by another origin
 * or another window, nothing happens; and the port is posted to the exact origin, so nobody else can receive it.
 *
 * @param onPort the frame is there: answer with `start`
 */
export function openFramePort(
  host: Window,
  frame: HTMLIFrameElement,
  origin: string,
  on: { port: () => void; message: (message: ToHost) => void },
): FramePort {
  let port: MessagePort | undefined
  host.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.data !== READY || event.origin !== origin || event.source !== frame.contentWindow) return
    const channel = new MessageChannel()
    port?.close()
    port = channel.port1
    port.onmessage = (heard: MessageEvent<ToHost>) => on.message(heard.data)
    frame.contentWindow?.postMessage(PORT, origin, [channel.port2])
    on.port()
  })
  return { send: (message) => port?.postMessage(message) }
}
