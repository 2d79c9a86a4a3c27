import { memo, type CSSProperties, type ReactNode } from 'react'
import { useAppearance } from '../../../theme/appearance'
import { bubbleGrounds, readableColour } from './readable-colour'
import { textPieces, type Marks, type TextBody } from './text-pieces'

interface StyledTextProps {
  body: TextBody
  side: 'visitor' | 'agent'
}

export const fonts = {
  sans: 'inherit',
  serif: '"Songti SC", SimSun, "Noto Serif CJK SC", serif',
  kai: '"Kaiti SC", KaiTi, STKaiti, serif',
  mono: 'ui-monospace, Menlo, Consolas, monospace',
} as const

/** Text as its author dressed it, kept readable in both themes. It is text: nothing in it is ever markup. */
export const StyledText = memo(function StyledText({ body, side }: StyledTextProps) {
  const theme = useAppearance((state) => state.theme)
  const { [side]: ground, ink } = bubbleGrounds[theme]
  return textPieces(body).map(({ offset, text, marks }) => dress(offset, text, marks, ground, ink))
})

function dress(offset: number, text: string, marks: Marks, ground: string, ink: string): ReactNode {
  const { link, ...look } = marks
  const style: CSSProperties = {
    ...(look.bold && { fontWeight: 700 }),
    ...(look.italic && { fontStyle: 'italic' }),
    ...((look.underline || link !== undefined) && { textDecoration: 'underline' }),
    ...(look.font && { fontFamily: fonts[look.font] }),
    ...(look.size !== undefined && { fontSize: look.size }),
    ...(look.color !== undefined && { color: readableColour(look.color, ground, ink) }),
  }
  if (link !== undefined) {
    return (
      <a key={offset} href={link} target="_blank" rel="noopener noreferrer nofollow" style={style}>
        {text}
      </a>
    )
  }
  if (Object.keys(style).length === 0) return text
  return (
    <span key={offset} style={style}>
      {text}
    </span>
  )
}
