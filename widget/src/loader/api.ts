/**
 * The second part of the loader, fetched once the page stands: what nobody needs to see the button and press it. Other
 * tabs, the Escape key, and what the shop's own script may ask of the widget and hear from it; README.md has the table.
 */
import { KEPT, type ToHost } from '../bridge'
import { createHearing } from './hearing'
import type { Keepsake } from './keepsake'
import type { Launcher } from './launcher'
import type { Call } from './main'
import { hearOtherTabs } from './other-tabs'
import type { PanelFrame } from './panel-frame'
import { createShopIdentity } from './shop-identity'
import { watchVisit } from './visit'

/** What the loader lends to its second part. */
export interface LoaderParts {
  readonly channel: string
  readonly keepsake: Keepsake
  readonly launcher: Launcher
  readonly frame: PanelFrame
  open(): void
  close(): void
  resume(): void
  /** Everything the frame says goes through this. */
  hear(message: ToHost): void
  /** Goes into the frame with its start. */
  identity?: string
}

/** Takes one call of the shop's script. */
export type ShopApi = (call: Call) => void

type Command = (...args: readonly unknown[]) => void

/**
 * Begins to serve the shop's script. A call that cannot be understood is told to its console and changes nothing.
 *
 * @param early what it asked for before we were there
 */
export function serveShop(parts: LoaderParts, early: readonly Call[] = []): ShopApi {
  const { launcher, frame } = parts
  const hearing = createHearing()
  const identity = createShopIdentity(parts)
  const visit = watchVisit(parts.keepsake, frame)
  const commands: Readonly<Record<string, Command>> = {
    open: parts.open,
    close: parts.close,
    toggle: () => (launcher.panel.inert ? parts.open() : parts.close()),
    on: hearing.on,
    off: hearing.off,
    identify: (who) => void identity.identify(who),
    page: visit.page,
    product: visit.product,
    order: visit.orders,
    orders: visit.orders,
  }

  const { shown } = launcher
  launcher.shown = (open) => {
    shown(open)
    hearing.tell(open ? 'open' : 'close')
  }
  const { hear } = parts
  parts.hear = (told) => {
    hear(told)
    switch (told.t) {
      case 'unread':
        return hearing.tell('unread', told.count)
      case 'happened':
        return hearing.tell(told.what, { conversationId: told.conversationId })
      case 'identity':
        identity.heard(told.code)
        return told.code === null ? hearing.tell('identified') : hearing.tell('identityRefused', { code: told.code })
      default:
    }
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) parts.close()
  })
  hearOtherTabs(parts.channel, window, (key, value) => {
    frame.send({ t: 'kept', key, value })
    if (key === KEPT.ongoing) parts.resume()
    // In another tab he is somebody else by now, or nobody any more: the same here.
    if (key !== KEPT.token || !frame.loaded) return
    identity.elsewhere()
    frame.load()
  })
  hearing.lasts('ready')
  tellPresence(parts)

  function answer(call: Call): void {
    const [name, ...args] = Array.from(call)
    const command = typeof name === 'string' && Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command) command(...args)
    else console.warn(`Keqiao: there is no '${String(name)}'`)
  }
  for (const call of early) answer(call)
  return answer
}

/** Whether this channel shows its visitors is asked by a script, which the browser may keep for a while. */
function tellPresence(parts: LoaderParts): void {
  const { origin } = new URL(import.meta.url)
  const asked = import(/* @vite-ignore */ `${origin}/widget/visitors/${parts.channel}`) as Promise<{
    default: { everyMs: number } | null
  }>
  void asked
    .then(async ({ default: shows }) => {
      if (!shows) return
      const part = (await import(/* @vite-ignore */ `${origin}/widget/presence.js`)) as typeof import('./presence')
      part.stayPresent(parts, origin, shows.everyMs)
    })
    // Where that is forbidden or fails, everything else does all the same.
    .catch(() => {})
}
