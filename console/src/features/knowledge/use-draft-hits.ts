import type { Output } from '@keqiao/client'
import { useEffect, useState } from 'react'
import { useDesk } from '../desk/desk-context'

export type DraftHits = Output<'knowledge.extract'>['keywords']

/** The visitor types on: nobody is asked for each key. */
const askAfterMs = 400
const none: DraftHits = []

/** Which words of what the visitor writes the knowledge base has something about. */
export function useDraftHits(draft: string): DraftHits {
  const { client, me } = useDesk()
  const [found, setFound] = useState<{ text: string; hits: DraftHits }>({ text: '', hits: none })
  const mayRead = me.permissions.includes('knowledge:read')
  useEffect(() => {
    if (!mayRead || draft.trim().length < 2) return
    let over = false
    const timer = setTimeout(() => {
      void client.call('knowledge.extract', { text: draft }).then((reply) => {
        if (!over && reply.ok) setFound({ text: draft, hits: reply.result.keywords })
      })
    }, askAfterMs)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [client, mayRead, draft])
  // What was found stays under its words while more is written behind them.
  return found.text !== '' && draft.startsWith(found.text) ? found.hits : none
}
