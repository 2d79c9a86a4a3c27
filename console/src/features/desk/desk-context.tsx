import {
  browserEnvironment,
  createClient,
  openContacts,
  openDesk,
  type Client,
  type Contacts,
  type Desk,
  type Store,
} from '@keqiao/client'
import { fallBack, type Way } from '@keqiao/client/fall-back'
import type { MeView } from '@keqiao/contract'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { openDialogueBook, type DialogueBook } from './dialogue-book'

export interface DeskContextValue {
  readonly me: MeView
  readonly client: Client
  readonly desk: Desk
  readonly book: DialogueBook
  readonly contacts: Contacts
  /** How frames travel where no WebSocket gets through. */
  readonly way: Store<Way>
}

const DeskContext = createContext<DeskContextValue | null>(null)

function gatewayUrl(): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/ws`
}

interface DeskProviderProps {
  me: MeView
  /** Shown for the moment before the connection object exists. */
  children: ReactNode
}

/** Holds the one connection of this tab, the desk and its dialogues for as long as somebody is signed in. */
export function DeskProvider({ me, children }: DeskProviderProps) {
  const [value, setValue] = useState<DeskContextValue | null>(null)
  useEffect(() => {
    const environment = browserEnvironment()
    const way = fallBack(environment, async () => (await import('@keqiao/client/fallback/one-browser')).shareCarrier)
    const client = createClient({ url: gatewayUrl(), as: 'member', owner: me.member.id, environment })
    const desk = openDesk(client)
    const book = openDialogueBook(desk, me.member.id, environment)
    const contacts = openContacts(client)
    setValue({ me, client, desk, book, contacts, way })
    return () => {
      contacts.release()
      book.release()
      desk.release()
      client.stop()
    }
  }, [me])
  return value && <DeskContext value={value}>{children}</DeskContext>
}

/** What everything on the desk works with. Only below a DeskProvider. */
export function useDesk(): DeskContextValue {
  const value = useContext(DeskContext)
  if (!value) throw new Error('useDesk outside of a DeskProvider')
  return value
}
