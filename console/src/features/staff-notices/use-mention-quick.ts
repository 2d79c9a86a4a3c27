import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react'
import type { EditableHandle } from '../conversation/composer/editable'
import { useDesk } from '../desk/desk-context'
import { useAsked } from '../manage/use-asked'
import { mentionQueryAt, mentionsIn } from './mentions'

const maxShown = 8

interface MentionOptions {
  readonly text: string
  readonly input: RefObject<EditableHandle | null>
  /** Only notes ask colleagues. */
  readonly open: boolean
}

/** `@` in a note (CON-20): colleagues whose name has what is typed behind it. */
export function useMentionQuick({ text, input, open }: MentionOptions) {
  const { me } = useDesk()
  const { data } = useAsked('desk.colleagues', {})
  const colleagues = (data?.agents ?? []).filter(({ id }) => id !== me.member.id)
  const [query, setQuery] = useState<ReturnType<typeof mentionQueryAt>>(null)
  const [at, setAt] = useState(0)
  useEffect(() => {
    setQuery(open ? mentionQueryAt(text, input.current?.selected().end ?? text.length) : null)
    setAt(0)
  }, [text, open, input])
  const q = query?.q.toLowerCase() ?? ''
  const found = query ? colleagues.filter(({ nickname }) => nickname.toLowerCase().includes(q)).slice(0, maxShown) : []
  const shown = found.length > 0
  const pick = (index: number) => {
    const colleague = found[index]
    if (!colleague || !query) return
    input.current?.replace(`@${colleague.nickname} `, { start: query.start, end: query.end })
    setQuery(null)
  }
  return {
    shown,
    found,
    at,
    choose: setAt,
    pick,
    /** Whom the text asks. */
    asked: open ? mentionsIn(text, colleagues) : [],
    takesKey(event: KeyboardEvent): boolean {
      if (!shown || event.altKey || event.ctrlKey || event.metaKey) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) {
        setAt((at + step + found.length) % found.length)
        return true
      }
      if (event.key === 'Escape') {
        event.stopPropagation()
        setQuery(null)
        return true
      }
      if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
      pick(at)
      return true
    },
  }
}
