import { create } from 'zustand'

interface HelperPaneState {
  /** Only where the window is too narrow for it to stand beside the conversation. */
  open: boolean
  toggle(): void
  close(): void
}

/** 对话交流辅助窗口: on narrow windows it is drawn over the conversation and has to be asked for. */
export const useHelperPane = create<HelperPaneState>((set) => ({
  open: false,
  toggle: () => set(({ open }) => ({ open: !open })),
  close: () => set({ open: false }),
}))
