type Rgb = readonly [red: number, green: number, blue: number]

/** AA for text. */
export const wantedContrast = 4.5

/** The grounds and inks of bubbles, as in tokens.css; a colour of a sender is lifted against these. */
export const bubbleGrounds = {
  light: { visitor: '#f1f3f6', agent: '#e4edfc', ink: '#000000' },
  dark: { visitor: '#272e36', agent: '#22375c', ink: '#ffffff' },
} as const

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const format = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance of WCAG 2. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** 1 to 21. @param a `#rrggbb` @param b `#rrggbb` */
export function contrast(a: string, b: string): number {
  const [one, two] = [luminance(parse(a)), luminance(parse(b))]
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
}

/** The nearest colour towards `ink` that can be read on `ground`; the colour itself when it can. All `#rrggbb`. */
export function readableColour(colour: string, ground: string, ink: string): string {
  const from = parse(colour)
  const to = parse(ink)
  for (let step = 0; step <= 20; step += 1) {
    const mixed = format(from.map((part, index) => part + ((to[index] ?? 0) - part) * (step / 20)) as unknown as Rgb)
    if (contrast(mixed, ground) >= wantedContrast) return mixed
  }
  return ink
}
