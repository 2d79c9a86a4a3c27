import { create } from 'zustand'

/** 浅色, 深色, 跟随系统. */
export type Appearance = 'light' | 'dark' | 'system'

export const appearances: readonly Appearance[] = ['light', 'dark', 'system']

const storageKey = 'keqiao.appearance'
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)')

interface AppearanceState {
  appearance: Appearance
  /** What is on the screen. */
  theme: 'light' | 'dark'
}

const themeOf = (appearance: Appearance) =>
  appearance === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : appearance

function remembered(): Appearance {
  try {
    const stored = localStorage.getItem(storageKey)
    return appearances.find((appearance) => appearance === stored) ?? 'system'
  } catch {
    return 'system'
  }
}

function show(appearance: Appearance): void {
  const theme = themeOf(appearance)
  document.documentElement.dataset['theme'] = theme
  useAppearance.setState({ appearance, theme })
}

export const useAppearance = create<AppearanceState>(() => {
  const appearance = remembered()
  return { appearance, theme: themeOf(appearance) }
})

/** Shows the appearance and remembers it on this device. */
export function chooseAppearance(appearance: Appearance): void {
  show(appearance)
  try {
    localStorage.setItem(storageKey, appearance)
  } catch {
    // Storage is blocked: the choice lasts as long as this page.
  }
}

/** Puts the remembered appearance on the page and follows the system from then on. */
export function followAppearance(): void {
  show(useAppearance.getState().appearance)
  systemIsDark.addEventListener('change', () => show(useAppearance.getState().appearance))
}
