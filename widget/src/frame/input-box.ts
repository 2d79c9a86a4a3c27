const MOST_PX = 120

/** Makes the input as high as its text, up to a limit. */
export function fitInput(root: HTMLElement): void {
  const box = root.querySelector('textarea')
  if (!box || box.dataset.fitted === box.value) return
  box.dataset.fitted = box.value
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight, MOST_PX)}px`
}

/** Where the focus belongs when the panel opens. On a phone not the input: the keyboard would cover half of it. */
export function focusInput(root: HTMLElement): void {
  const target = matchMedia('(pointer: coarse)').matches ? '.scroll' : 'textarea'
  root.querySelector<HTMLElement>(target)?.focus()
}

/** Puts text where the caret is; returns all that stands there then. */
export function insertIntoInput(root: HTMLElement, text: string): string {
  const box = root.querySelector('textarea')
  box?.setRangeText(text, box.selectionStart, box.selectionEnd, 'end')
  box?.focus()
  return box?.value ?? ''
}
