interface MarkedProps {
  text: string
  marks: readonly { readonly offset: number; readonly length: number }[]
}

/** A text in which what was asked for stands out. */
export function Marked({ text, marks }: MarkedProps) {
  const pieces = marks.flatMap(({ offset, length }, at) => {
    const before = marks[at - 1]
    const start = before ? before.offset + before.length : 0
    return [text.slice(start, offset), <mark key={offset}>{text.slice(offset, offset + length)}</mark>]
  })
  const last = marks.at(-1)
  return (
    <>
      {pieces}
      {text.slice(last ? last.offset + last.length : 0)}
    </>
  )
}
