import type { ContactReplica, ContactState } from '@keqiao/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../desk/desk-context'

const loading: ContactState = { status: 'loading', error: null, contact: null }
const quiet = () => () => undefined
const nothingYet = () => loading

/** What staff know of a contact, live; shared by all who show the same person. */
export function useContact(contactId: string): ContactState & { readonly retry: () => void } {
  const { contacts } = useDesk()
  const [attempt, setAttempt] = useState(0)
  const [replica, setReplica] = useState<ContactReplica | null>(null)
  useEffect(() => {
    const opened = contacts.open(contactId)
    setReplica(opened)
    return () => opened.release()
  }, [contacts, contactId, attempt])
  const state = useSyncExternalStore(replica?.subscribe ?? quiet, replica?.getSnapshot ?? nothingYet)
  return { ...state, retry: () => setAttempt(attempt + 1) }
}
