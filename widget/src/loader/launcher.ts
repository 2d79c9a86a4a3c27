import { launcherCss } from './launcher.css'
import type { loaderTexts } from './texts'

export interface LauncherOptions {
  texts: (typeof loaderTexts)['zh-CN']
  /** `#rrggbb`, dark enough for white on it. */
  color: string
  /** On a phone: pixels between the launcher and the lower edge, for shops with a bar there. */
  bottom: string
  /** A line beside the launcher, until the panel was opened once. */
  teaser: string | undefined
  onOpen(): void
  onClose(): void
  onRetry(): void
}

export interface Launcher {
  readonly panel: HTMLElement
  shown(open: boolean): void
  /** `label` is the launcher's name meanwhile. */
  unread(count: number, label?: string): void
  color(color: string): void
  /** What covers the panel until the frame has drawn itself. */
  cover(what: 'waiting' | 'unreachable' | 'off'): void
}

const CHAT =
  'M2.5 4.2c0-.9.8-1.7 1.7-1.7h7.6c.9 0 1.7.8 1.7 1.7v5.1c0 .9-.8 1.7-1.7 1.7H7l-2.8 2.5V11c-.9 0-1.7-.8-1.7-1.7z'
const DOWN = 'M4.5 6.5L8 10l3.5-3.5'

/**
 * Draws launcher and panel in a shadow root beside the page's body. Inline `!important` on the one element the page can
 * see wins over any of its style sheets, and a constructed style sheet needs no `unsafe-inline` in its policy.
 */
export function drawLauncher(document: Document, options: LauncherOptions): Launcher {
  const { texts } = options
  const host = document.createElement('keqiao-widget')
  host.style.cssText = 'all:initial!important;position:fixed!important;z-index:2147483647!important'
  const shadow = host.attachShadow({ mode: 'open' })
  addStyle(document, shadow)

  const root = element(document, 'div', 'root')
  const panel = element(document, 'div', 'panel')
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', texts.open)
  const launch = element(document, 'button', 'launch')
  launch.append(icon(document, CHAT))
  const badge = element(document, 'span', 'badge')
  badge.setAttribute('aria-hidden', 'true')
  launch.append(badge)
  const teaser = element(document, 'button', 'teaser', options.teaser)
  const cover = drawCover(document, options)
  panel.append(cover.element)
  root.append(teaser, launch, panel)
  shadow.append(root)
  keepAttached(document, host)

  launch.onclick = teaser.onclick = () => options.onOpen()
  teaser.hidden = !options.teaser
  root.style.setProperty('--b', `${options.bottom}px`)

  const launcher: Launcher = {
    panel,
    shown(open) {
      const hadFocus = shadow.activeElement !== null
      panel.classList.toggle('on', open)
      panel.inert = !open
      launch.hidden = open
      if (open) teaser.hidden = true
      launch.setAttribute('aria-expanded', String(open))
      if (!open && hadFocus) launch.focus()
    },
    unread(count, label = texts.open) {
      badge.hidden = count === 0
      badge.textContent = count > 99 ? '99+' : String(count)
      launch.setAttribute('aria-label', label)
    },
    color: (color) => root.style.setProperty('--c', color),
    cover: cover.say,
  }
  launcher.color(options.color)
  launcher.unread(0)
  launcher.shown(false)
  return launcher
}

/** Puts the element into the page, and back whenever a framework that draws the whole document has thrown it out. */
function keepAttached(document: Document, host: HTMLElement): void {
  const attach = (): void => {
    if (host.isConnected) return
    document.documentElement.append(host)
    // Above every z-index, and out of reach of a page that scales or fades its root. Where there is no top layer, it
    // stays with the z-index.
    host.popover = 'manual'
    host.showPopover?.()
  }
  new MutationObserver(attach).observe(document.documentElement, { childList: true })
  attach()
}

function drawCover(document: Document, { texts, onClose, onRetry }: LauncherOptions) {
  const cover = element(document, 'div', 'cover')
  const bar = element(document, 'div', 'bar', texts.open)
  const close = element(document, 'button', '')
  close.setAttribute('aria-label', texts.close)
  close.append(icon(document, DOWN))
  close.onclick = onClose
  bar.append(close)
  const retry = element(document, 'button', '', texts.retry)
  retry.onclick = onRetry
  const body = element(document, 'div', 'say', texts.unreachable)
  body.append(retry)
  cover.append(bar, body)
  return {
    element: cover,
    say(what: 'waiting' | 'unreachable' | 'off') {
      cover.hidden = what === 'off'
      body.hidden = what !== 'unreachable'
    },
  }
}

function element<Name extends 'div' | 'button' | 'span'>(
  document: Document,
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

function icon(document: Document, path: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

/** Safari before 16.4 has no constructed style sheets; there the element has to do. */
function addStyle(document: Document, shadow: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(launcherCss)
    shadow.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = launcherCss
    shadow.append(style)
  }
}
