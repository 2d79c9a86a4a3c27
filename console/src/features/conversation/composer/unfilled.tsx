import { variablesIn } from '@keqiao/domain/phrase'
import { useEffect, useMemo, type RefObject } from 'react'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import type { EditableHandle } from './editable'
import { placeOf } from './editable-text'

const highlight = 'unfilled-variable'

interface UnfilledProps {
  text: string
  input: RefObject<EditableHandle | null>
}

/** CON-24: a variable that nothing was known for is marked in the text and told below it, before it is sent. */
export function Unfilled({ text, input }: UnfilledProps) {
  const { phrase } = useTexts()
  const variables = useMemo(() => variablesIn(text), [text])
  useEffect(() => {
    const root = input.current?.element()
    if (!root || !('highlights' in CSS) || variables.length === 0) return
    const ranges = variables.map(({ name, offset }) => {
      const [from, to] = [placeOf(root, offset), placeOf(root, offset + name.length)]
      const range = document.createRange()
      range.setStart(from.node, from.offset)
      range.setEnd(to.node, to.offset)
      return range
    })
    CSS.highlights.set(highlight, new Highlight(...ranges))
    return () => void CSS.highlights.delete(highlight)
  }, [variables, input])
  if (variables.length === 0) return null
  return (
    <span className="composer-unfilled" role="status">
      <Icon name="alert" small />
      {phrase.unfilled([...new Set(variables.map(({ name }) => name))].join(' '))}
    </span>
  )
}
