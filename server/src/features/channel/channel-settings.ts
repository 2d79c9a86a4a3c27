import { z } from 'zod'
import { isStorableText } from '@keqiao/domain'

const leastContrast = 4.5

const storable = (max: number) =>
  z.string().max(max).refine(isStorableText, { message: 'text holds NUL or a broken surrogate' })

/** What a merchant decides about a way in; each has a default, so that a channel works before anybody set it up. */
export const channelSettings = z.strictObject({
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, { message: 'a colour is # and six lower-case hexadecimal digits' })
    .refine((color) => contrastWithWhite(color) >= leastContrast, {
      // WCAG 2.2, 1.4.3: the widget writes in white on it.
      message: `white text on this colour has a contrast below ${leastContrast} : 1`,
    })
    .default('#2459c7'),
  greeting: storable(500).default('您好，请问有什么可以帮您？'),
  /** The agent sees what the visitor has typed and not sent; the visitor is told so (CON-13). */
  draftPreview: z.boolean().default(true),
})

export type ChannelSettings = z.output<typeof channelSettings>
export type ChannelSettingsInput = z.input<typeof channelSettings>

/** Contrast of white on `#rrggbb` by WCAG 2: from 1 (white) to 21 (black). */
export function contrastWithWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  )
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
