import { watchVisit, type VisitState, type VisitWatch } from '@keqiao/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../desk/desk-context'

const loading: VisitState = { status: 'loading', error: null, visit: null, ordinal: null }
const quiet = () => () => undefined
const nothingYet = () => loading

/** Where the visitor of a conversation is and was, live. */
export function useVisit(conversationId: string): VisitState & { readonly retry: () => void } {
  const { client } = useDesk()
  const [watch, setWatch] = useState<VisitWatch | null>(null)
  useEffect(() => {
    const opened = watchVisit(client, conversationId)
    setWatch(opened)
    return () => opened.release()
  }, [client, conversationId])
  const state = useSyncExternalStore(watch?.subscribe ?? quiet, watch?.getSnapshot ?? nothingYet)
  return { ...state, retry: () => watch?.reload() }
}
