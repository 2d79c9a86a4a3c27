/** Keeps the open panel exactly over what a phone shows: no page scrolling behind it, and above the keyboard. */
export function fillPhoneScreen(host: Window, panel: HTMLElement): (open: boolean) => void {
  const phone = host.matchMedia('(max-width: 479.98px)')
  const page = host.document.documentElement.style
  const view = host.visualViewport
  let open = false
  let before: string | undefined

  const fit = (): void => {
    const on = open && phone.matches
    // The keyboard of a phone shrinks what is seen, not what is laid out: a panel of 100 % would hide its own input. So
    // does zooming with two fingers, but who does that wants the panel to stay as large as it is.
    panel.style.cssText =
      on && view && view.scale < 1.1 ? `top:${view.offsetTop}px;height:${view.height}px;bottom:auto` : ''
    if (on && before === undefined) {
      before = page.overflow
      page.overflow = 'hidden'
    } else if (!on && before !== undefined) {
      page.overflow = before
      before = undefined
    }
  }
  view?.addEventListener('resize', fit)
  view?.addEventListener('scroll', fit)
  phone.addEventListener('change', fit)
  return (nowOpen) => {
    open = nowOpen
    fit()
  }
}
