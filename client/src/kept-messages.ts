import type { ClientStorage } from './environment'
import type { PendingMessage } from './pending-message'

/** The unsent messages of one conversation in storage, so that a reload goes on with them. */
export interface KeptMessages {
  /** The key of the storage. */
  readonly place: () => string
  readonly read: () => readonly PendingMessage[]
  /** Changes what is kept now: another tab keeps its messages in the same place. */
  readonly edit: (change: (kept: readonly PendingMessage[]) => readonly PendingMessage[]) => void
  /** Moves everything to another key, before what is kept there. */
  readonly moveTo: (storageKey: string) => void
}

/** Keeps messages under one key of a storage that does not throw. */
export function createKeptMessages(storage: ClientStorage, storageKey: string): KeptMessages {
  let place = storageKey

  function read(): readonly PendingMessage[] {
    try {
      const kept: unknown = JSON.parse(storage.get(place) ?? '[]')
      return Array.isArray(kept) ? (kept as PendingMessage[]) : []
    } catch {
      // Written by something else: it is not ours to send.
      return []
    }
  }

  function edit(change: (kept: readonly PendingMessage[]) => readonly PendingMessage[]) {
    const kept = change(read())
    if (kept.length > 0) storage.set(place, JSON.stringify(kept))
    else storage.remove(place)
  }

  return {
    place: () => place,
    read,
    edit,
    moveTo(next) {
      const moved = read()
      storage.remove(place)
      place = next
      edit((kept) => [...moved, ...kept.filter((item) => !moved.some(({ key }) => key === item.key))])
    },
  }
}
