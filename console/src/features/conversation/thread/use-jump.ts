import type { DeskConversation } from '@keqiao/client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { consultationKey, isWhole } from './history-items'
import { useHistoryJump } from './history-jump'
import type { ThreadItem } from './thread-items'
import type { ThreadVirtualizer } from './thread-virtualizer'

export interface Jumps {
  readonly toBeginning: () => void
  readonly toUnread: () => void
  /** To a row of this thread, by its key. */
  readonly toRow: (key: string) => void
  /** The reader moves by himself: nothing takes him elsewhere any more. */
  readonly stay: () => void
  /** Row that was jumped to last. */
  readonly landedOn: string | null
}

interface JumpOptions {
  readonly conversation: DeskConversation
  readonly items: readonly ThreadItem[]
  readonly virtualizer: ThreadVirtualizer
}

/** `top`: whichever row is the first when everything is loaded. */
type Destination = { readonly key: string } | 'top'

/** Brings the reader to places that may not be loaded yet. */
export function useJump({ conversation, items, virtualizer }: JumpOptions): Jumps {
  const journey = useRef(0)
  const latest = useRef(items)
  const [landing, setLanding] = useState<Destination | null>(null)
  const [landedOn, setLandedOn] = useState<string | null>(null)
  useEffect(() => {
    latest.current = items
  })

  const stay = useCallback(() => {
    journey.current += 1
    setLanding(null)
  }, [])
  const go = useCallback(
    async (to: Destination, isLoaded: () => boolean) => {
      const mine = (journey.current += 1)
      await loadUntil(conversation, () => mine !== journey.current || isLoaded())
      if (mine === journey.current) setLanding(to)
    },
    [conversation],
  )
  useEffect(() => {
    if (landing === null) return
    const index = landing === 'top' ? 0 : items.findIndex(({ key }) => key === landing.key)
    if (index < 0) return
    virtualizer.scrollToIndex(index, { align: 'start' })
    setLanding(null)
    setLandedOn(items[index]?.key ?? null)
  }, [landing, items, virtualizer])

  useHistoryTarget(conversation, (earlierId) => {
    const isLoaded = () =>
      conversation.earlier.getSnapshot().parts.some((part) => part.conversation.id === earlierId && isWhole(part))
    void go({ key: consultationKey(earlierId) }, isLoaded)
  })
  useEffect(() => stay, [stay])

  const toRow = (key: string) => void go({ key }, () => latest.current.some((item) => item.key === key))
  return {
    stay,
    landedOn,
    toRow,
    toBeginning: () => void go('top', () => false),
    toUnread: () => toRow('unread'),
  }
}

/** Takes up what the list of earlier conversations asks for. */
function useHistoryTarget(conversation: DeskConversation, onTarget: (earlierId: string) => void): void {
  const target = useHistoryJump((state) => state.target)
  const heard = useRef(onTarget)
  useEffect(() => {
    heard.current = onTarget
  })
  useEffect(() => {
    if (target === null || target.thread !== conversation.id()) return
    useHistoryJump.getState().taken()
    heard.current(target.earlierId)
  }, [target, conversation])
}

/** Page after page, of the conversation itself and then of what was before it; ends where a page cannot be had. */
async function loadUntil(conversation: DeskConversation, enough: () => boolean): Promise<void> {
  while (conversation.getSnapshot().more && !enough()) {
    const before = conversation.getSnapshot().events.length
    await conversation.loadOlder()
    await pageIsThere(conversation)
    if (conversation.getSnapshot().events.length === before) return
  }
  await conversation.earlier.loadWhile(() => !enough())
}

/** Somebody else may have asked for the page. */
function pageIsThere(conversation: DeskConversation): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (conversation.getSnapshot().loadingOlder) return
      end()
      resolve()
    }
    const end = conversation.subscribe(look)
    look()
  })
}
