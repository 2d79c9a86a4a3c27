/** The accent of the product, when a merchant has none or an unreadable one. */
export const DEFAULT_COLOR = '#2459c7'

const LEAST_CONTRAST = 4.5

/**
 * The merchant's colour as it may carry white text: itself from 4.5 : 1, else the same hue darkened until it does.
 * Anything but `#rrggbb` gives the default, so the result is always safe to put into a style.
 */
export function readableColor(color: string | null | undefined): string {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return DEFAULT_COLOR
  let channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  while (contrastWithWhite(channels) < LEAST_CONTRAST) channels = channels.map((c) => Math.floor(c * 0.96))
  return `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`
}

/** WCAG 2 contrast of an sRGB colour (three channels, 0 ... 255) with white. */
export function contrastWithWhite(channels: number[]): number {
  const [r = 0, g = 0, b = 0] = channels.map((c) => {
    const s = c / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}
