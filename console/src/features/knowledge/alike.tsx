import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/language'
import { useAsked } from '../manage/use-asked'

interface AlikeProps {
  question: string
  exceptId: string | null
  onOpen: (id: string) => void
}

const restMs = 400

/** Warns, while a question is written, of entries that ask nearly the same. */
export function Alike({ question, exceptId, onOpen }: AlikeProps) {
  const [rested, setRested] = useState('')
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(question.trim()), restMs)
    return () => window.clearTimeout(timer)
  }, [question])
  return rested.length < 2 ? null : <Known question={rested} exceptId={exceptId} onOpen={onOpen} />
}

function Known({ question, exceptId, onOpen }: AlikeProps) {
  const { knowledge: words } = useTexts()
  const { data } = useAsked('knowledge.similar', {
    question,
    ...(exceptId !== null && { exceptId }),
  })
  if (!data || data.entries.length === 0) return null
  return (
    <div className="knowledge-alike" role="status">
      {words.alike}
      <ul>
        {data.entries.map((entry) => (
          <li key={entry.id}>
            <button type="button" className="link-button" onClick={() => onOpen(entry.id)}>
              {entry.question}
            </button>
            {!entry.active && <small> {words.inactive}</small>}
          </li>
        ))}
      </ul>
    </div>
  )
}
