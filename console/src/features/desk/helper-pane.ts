import { create } from 'zustand'

interface HelperPaneState {
  /** Only where the window is too narrow for it to stand beside the conversation. */
  open: boolean
  toggle(): void
  /** Puts the focus into it, and shows it where it is hidden. */
  enter(): void
  close(): void
}

const controls = '.visitor-panel :is(button, a[href], input, textarea, [tabindex="0"]):not(:disabled, [tabindex="-1"])'

/** The first control that is on the screen: some are only there in narrow windows. */
function focusFirst(): void {
  const all = Array.from(document.querySelectorAll<HTMLElement>(controls))
  all.find((control) => control.getClientRects().length > 0)?.focus()
}

/** 对话交流辅助窗口: on narrow windows it is drawn over the conversation and has to be asked for. */
export const useHelperPane = create<HelperPaneState>((set) => ({
  open: false,
  toggle: () => set(({ open }) => ({ open: !open })),
  enter: () => {
    set({ open: true })
    // Narrow windows show it with the next frame.
    requestAnimationFrame(focusFirst)
  },
  close: () => set({ open: false }),
}))
