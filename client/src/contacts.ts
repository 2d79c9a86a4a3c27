/**
 * Copies of contacts, shared by everybody who shows the same person. Those asked for in one moment are asked for
 * together; afterwards each follows its own stream over all reconnects.
 */
import type { ContactView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { mayRepeat, repeatAfterMs } from './backoff'
import { localError, type Output } from './calls'
import type { Client } from './client'
import { foldContact } from './fold-contact'
import { createStore, type Store, type WritableStore } from './store'
import { createTimer } from './timer'

/** Contacts in one question. */
const BATCH_SIZE = 100

/** What is known of a contact. */
export interface ContactState {
  readonly status: 'loading' | 'ready' | 'failed'
  /** `not_found` also when one may not reach him. */
  readonly error: WireError | null
  readonly contact: ContactView | null
}

/** The copy of one contact. */
export interface ContactReplica extends Store<ContactState> {
  readonly release: () => void
}

/** The contacts somebody looks at. */
export interface Contacts {
  /** Each needs its own `release`. One that failed is asked for again. */
  readonly open: (contactId: string) => ContactReplica
  /** Releases all of them. */
  readonly release: () => void
}

interface Entry {
  readonly id: string
  readonly store: WritableStore<ContactState>
  holders: number
  unfollow: (() => void) | null
}

const loading: ContactState = { status: 'loading', error: null, contact: null }

/** The contacts of a member's screen. */
export function openContacts(client: Client): Contacts {
  const { environment } = client.options
  const entries = new Map<string, Entry>()
  const timer = createTimer(environment)
  let asking = false
  let failures = 0

  const wanted = () => [...entries.values()].filter(({ store }) => store.getSnapshot().status === 'loading')

  function ask(afterMs: number) {
    timer.arm(afterMs, () => void load())
  }

  async function load() {
    const batch = wanted().slice(0, BATCH_SIZE)
    if (asking || batch.length === 0 || client.state.getSnapshot().status !== 'connected') return
    asking = true
    const reply = await client.call('contact.list', { contactIds: batch.map(({ id }) => id) })
    asking = false
    if (reply.ok) {
      failures = 0
      for (const entry of batch) if (entries.get(entry.id) === entry) begin(client, entry, reply.result)
      ask(0)
    } else if (reply.error.code === 'disconnected') {
      ask(0)
    } else if (mayRepeat(reply.error, failures)) {
      failures += 1
      ask(repeatAfterMs(reply.error, failures, environment))
    } else {
      for (const { store } of batch) store.set({ ...loading, status: 'failed', error: reply.error })
    }
  }

  function hold(id: string): Entry {
    const known = entries.get(id)
    if (known) {
      known.holders += 1
      if (known.store.getSnapshot().status !== 'failed') return known
      known.unfollow?.()
      known.store.set(loading)
    }
    const entry = known ?? { id, store: createStore(loading), holders: 1, unfollow: null }
    entries.set(id, entry)
    ask(0)
    return entry
  }

  function drop(entry: Entry) {
    entry.holders -= 1
    if (entry.holders > 0) return
    entries.delete(entry.id)
    entry.unfollow?.()
  }

  const unsubscribe = client.state.subscribe(() => void load())
  return {
    open(contactId) {
      const entry = hold(contactId)
      let held = true
      return {
        subscribe: entry.store.subscribe,
        getSnapshot: entry.store.getSnapshot,
        release() {
          if (held) drop(entry)
          held = false
        },
      }
    },
    release() {
      unsubscribe()
      timer.cancel()
      for (const entry of entries.values()) entry.unfollow?.()
      entries.clear()
    },
  }
}

/** Takes what was answered about a contact, and follows him from there. */
function begin(client: Client, entry: Entry, { contacts }: Output<'contact.list'>): void {
  const { id, store } = entry
  const found = contacts.find(({ contact }) => contact.id === id)
  const failed = (error: WireError) => store.set({ ...store.getSnapshot(), status: 'failed', error })
  if (!found) return failed(localError('not_found', false))
  store.set({ status: 'ready', error: null, contact: found.contact })
  entry.unfollow = client.follow(found.stream, found.contact.version, {
    events(events) {
      const { contact } = store.getSnapshot()
      if (contact) store.set({ status: 'ready', error: null, contact: foldContact(contact, events) })
    },
    failed,
  })
}
