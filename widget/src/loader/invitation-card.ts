import type { Locale } from '../choose-locale'
import { invitationTexts } from './texts'

export interface DrawnInvitation {
  remove(): void
}

const css = `
.invite{position:fixed;right:24px;bottom:92px;width:min(300px,calc(100vw - 48px));padding:14px 16px;border-radius:14px;background:#fff;color:#1a2029;box-shadow:0 12px 40px rgba(20,28,44,.24)}
.invite b{display:block;font-weight:500}
.invite p{margin:4px 0 12px;line-height:1.6;overflow-wrap:anywhere}
.invite div{display:flex;gap:8px}
.invite button{min-height:44px;flex:1;border-radius:8px;background:#f1f3f6}
.invite .yes{background:var(--c);color:#fff}
`

/**
 * An agent's invitation beside the launcher. It takes no focus from the page and is read out when it comes; Escape, like
 * its second button, declines.
 */
export function drawInvitation(
  panel: HTMLElement,
  { by, text }: { readonly by: string; readonly text: string },
  locale: Locale,
  on: { onAccept(): void; onDecline(): void },
): DrawnInvitation {
  const document = panel.ownerDocument
  const words = invitationTexts[locale]
  addStyle(panel)
  // Live regions are read out when something comes into them, so the words come a moment after the card.
  const card = document.createElement('section')
  card.className = 'invite'
  card.setAttribute('role', 'status')
  card.setAttribute('aria-label', words.label)
  const name = document.createElement('b')
  const said = document.createElement('p')
  const does = document.createElement('div')
  const accept = button(document, words.accept, 'yes', on.onAccept)
  const decline = button(document, words.decline, '', on.onDecline)
  does.append(accept, decline)
  card.append(name, said, does)
  panel.parentElement?.append(card)
  name.textContent = by
  said.textContent = text
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) on.onDecline()
  }
  document.addEventListener('keydown', onKey)
  return {
    remove() {
      document.removeEventListener('keydown', onKey)
      card.remove()
    },
  }
}

function button(document: Document, text: string, className: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.className = className
  made.textContent = text
  made.onclick = onClick
  return made
}

let styled: ShadowRoot | undefined

/** In the launcher's shadow root, once. */
function addStyle(panel: HTMLElement): void {
  const shadow = panel.getRootNode()
  if (!(shadow instanceof ShadowRoot) || styled === shadow) return
  styled = shadow
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
  } catch {
    const style = panel.ownerDocument.createElement('style')
    style.textContent = css
    shadow.append(style)
  }
}
