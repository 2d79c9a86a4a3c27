import type { ConversationView } from '@keqiao/contract'
import { useCallback, useEffect, useState } from 'react'
import { useDesk } from '../desk/desk-context'

/** Others' dialogues are not followed: they are asked for anew this often while they are shown. Milliseconds. */
const refreshMs = 3_000

const pageLength = 50
/** What the operation gives at most. */
const maxShown = 500

interface OthersDialogues {
  /** Null: not known yet. */
  readonly dialogues: readonly ConversationView[] | null
  /** Of all of them. */
  readonly count: number
  /** The code of the refusal, where nothing is known at all. */
  readonly failed: string | null
  reload(): void
  /** Null: there are no more. */
  readonly showMore: (() => void) | null
}

/** What a colleague holds; without a colleague, who waits in any line. Kept fresh while it is shown. */
export function useOthersDialogues(memberId: string | undefined): OthersDialogues {
  const { desk } = useDesk()
  const [known, setKnown] = useState<{ dialogues: readonly ConversationView[]; count: number } | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [limit, setLimit] = useState(pageLength)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let gone = false
    const ask = async () => {
      const reply = await desk.dialogues(memberId, limit)
      if (gone) return
      if (reply.ok) setKnown(reply.result)
      setFailed(reply.ok ? null : reply.error.code)
    }
    void ask()
    const timer = setInterval(() => void ask(), refreshMs)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [desk, memberId, limit, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  const more = known !== null && known.dialogues.length < known.count && limit < maxShown
  return {
    dialogues: known?.dialogues ?? null,
    count: known?.count ?? 0,
    failed: known === null ? failed : null,
    reload,
    showMore: more ? () => setLimit((before) => Math.min(maxShown, before + pageLength)) : null,
  }
}
