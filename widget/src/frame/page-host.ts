import type { ToFrame, ToHost } from '../bridge'
import { chooseLocale } from '../choose-locale'
import { openKeepsake } from '../loader/keepsake'
import { hearOtherTabs } from '../loader/other-tabs'
import type { Host } from './host'

/**
 * The panel as a page of its own (`/chat/<channel>`): it is to our page what the loader is to a shop's. It is first party
 * here, so its own localStorage keeps what is kept, and all tabs of it share the conversation.
 */
export function openPageHost(page: Window, channel: string): Host {
  const { document } = page
  const keepsake = openKeepsake(channel, page)
  const { title } = document
  const here = () => ({ url: page.location.href.slice(0, 2_000), title: title.slice(0, 300) })
  const isShown = (): boolean => document.visibilityState === 'visible'
  const colored = document.querySelector<HTMLMetaElement>('meta[name=theme-color]')
  // The server knows the merchant's colour before the visitor is known.
  if (colored) document.documentElement.style.setProperty('--brand', colored.content)
  fitAboveKeyboard(page)

  return {
    start: {
      t: 'start',
      channel,
      page: here(),
      // Chosen by the server, which heard of `?lang=` and of the browser's languages.
      locale: chooseLocale([document.documentElement.lang]),
      kept: {},
      shown: isShown(),
    },
    send(message: ToHost) {
      if (message.t === 'unread') document.title = message.count > 0 ? `(${message.count}) ${title}` : title
    },
    listen(hear: (message: ToFrame) => void) {
      hearOtherTabs(channel, page, (key, value) => hear({ t: 'kept', key, value }))
      document.addEventListener('visibilitychange', () =>
        hear(isShown() ? { t: 'shown', page: here() } : { t: 'hidden' }),
      )
    },
    storage: {
      get: (key) => keepsake.get(key) ?? null,
      set: (key, value) => keepsake.set(key, value),
      remove: (key) => keepsake.set(key, null),
    },
  }
}

/** iOS lays the page out as if its keyboard were not there, and pushes it up: then the header would be out of sight. */
function fitAboveKeyboard({ visualViewport: view, document }: Window): void {
  const panel = document.getElementById('panel')
  if (!view || !panel) return
  const fit = (): void => {
    const covered = document.documentElement.clientHeight - view.height
    // Who zooms with two fingers sees less as well, and wants the page to stay as it is.
    const fits = view.scale < 1.05 && covered > 80
    panel.style.cssText = fits ? `height:${view.height}px;margin-top:${view.offsetTop}px;border-radius:0` : ''
  }
  view.addEventListener('resize', fit)
  view.addEventListener('scroll', fit)
}
