import type { ColleaguesView } from '@keqiao/contract'
import { useEffect, useState } from 'react'
import { useDesk } from '../desk/desk-context'

/** The list is asked for anew this often while it is shown: loads change all the time. */
const refreshMs = 4_000

/** Colleagues and groups, kept fresh while they are shown. */
export function useColleagues(shown = true) {
  const { desk } = useDesk()
  const [colleagues, setColleagues] = useState<ColleaguesView | null>(null)
  const [failed, setFailed] = useState(false)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!shown) return
    let gone = false
    const ask = async () => {
      const reply = await desk.colleagues()
      if (gone) return
      if (reply.ok) setColleagues(reply.result)
      setFailed(!reply.ok)
    }
    void ask()
    const timer = setInterval(() => void ask(), refreshMs)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [desk, round, shown])
  return { colleagues, failed: failed && colleagues === null, reload: () => setRound((before) => before + 1) }
}
