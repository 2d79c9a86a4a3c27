import type { FileView } from '@keqiao/contract'
import { useEffect, useRef } from 'react'
import type { Selected, StyledDraft } from './styled-draft'

/** What something beside the conversation puts into its composer: never sent by that. */
export interface Insertion extends StyledDraft {
  readonly files?: readonly FileView[]
  /** The phrase it comes from. */
  readonly phraseId?: string
}

type Insert = (what: Insertion, over?: Selected) => void

const doors = new Map<string, Insert>()

/** Puts it at the caret of the composer that is open for this conversation; false: none is, or only for notes. */
export function insertInto(conversationId: string, what: Insertion): boolean {
  const insert = doors.get(conversationId)
  insert?.(what)
  return insert !== undefined
}

/** Opens the composer of a conversation to what stands beside it, as long as it can answer; null: it cannot. */
export function useComposerDoor(conversationId: string, insert: Insert | null): void {
  const latest = useRef(insert)
  useEffect(() => {
    latest.current = insert
  })
  const open = insert !== null
  useEffect(() => {
    if (!open) return
    const door: Insert = (what, over) => latest.current?.(what, over)
    doors.set(conversationId, door)
    return () => {
      if (doors.get(conversationId) === door) doors.delete(conversationId)
    }
  }, [conversationId, open])
}
