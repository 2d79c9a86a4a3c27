import { create } from 'zustand'

/** 标准 as drawn; 宽松 gives each row of a list more room. There is no denser one. */
export type Density = 'standard' | 'roomy'

export const densities: readonly Density[] = ['standard', 'roomy']

const storageKey = 'keqiao.density'

function remembered(): Density {
  try {
    return densities.find((density) => density === localStorage.getItem(storageKey)) ?? 'standard'
  } catch {
    return 'standard'
  }
}

export const useDensity = create<{ density: Density }>(() => ({ density: remembered() }))

function show(density: Density): void {
  document.documentElement.dataset['density'] = density
}

/** Shows the density and remembers it on this device. */
export function chooseDensity(density: Density): void {
  useDensity.setState({ density })
  show(density)
  try {
    localStorage.setItem(storageKey, density)
  } catch {
    // Storage is blocked: the choice lasts as long as this page.
  }
}

/** Puts the remembered density on the page. */
export const followDensity = (): void => show(useDensity.getState().density)
