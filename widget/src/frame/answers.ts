import type { Client, Output } from '@keqiao/client'
import type { Host } from './host'
import type { Panel } from './panel'

export type Left = Output<'offlineMessage.mine'>['messages'][number]

/** What the visitor left when nobody was there, and what was answered. */
export interface Answers {
  /** Latest first; empty until it is known. */
  read(): readonly Left[]
  /** Answers that were not on his screen yet. */
  unseen(): number
  /** They were asked for, and the answer has come. */
  isKnown(): boolean
  /** Something is still to be answered: the next page looks whether it was. */
  awaits(): boolean
  subscribe(listener: () => void): () => void
  /** He has left another one. */
  askAgain(): void
}

/** Kept with the page from the first message he leaves: who never did is not asked about. */
const LEFT = 'left'
/** What is older is no news to anybody who comes back, unless its answer is. Milliseconds. */
const recentMs = 14 * 86_400_000

const known = new WeakMap<Panel, Answers>()

/** The same where somebody watches them already. */
export const knownAnswers = (panel: Panel): Answers | undefined => known.get(panel)

/** The answers of this panel; whoever asks first begins to watch them. */
export function answersOf(panel: Panel, host: Host): Answers {
  const answers = known.get(panel) ?? watchAnswers(panel, host)
  known.set(panel, answers)
  return answers
}

function watchAnswers(panel: Panel, host: Host): Answers {
  const listeners = new Set<() => void>()
  let left: readonly Left[] = []
  let isKnown = !host.storage.get(LEFT)
  /** Stays on the screen of this page after it was read. */
  const shown = new Set<string>()
  let client: Client | null = null
  let connection: string | undefined
  let forget = (): void => {}

  const changed = (): void => listeners.forEach((listener) => listener())

  function follow(): void {
    const next = panel.getSnapshot()
    if (next.client !== client) {
      forget()
      client = next.client
      connection = undefined
      forget = client?.state.subscribe(() => void ask()) ?? (() => {})
    }
    void ask()
    void markSeen()
  }

  /** Once on each connection; of a customer whom the shop has named, another device may know more. */
  async function ask(): Promise<void> {
    const state = client?.state.getSnapshot()
    const mayHaveLeft = host.storage.get(LEFT) || panel.getSnapshot().session?.verified
    if (!client || state?.status !== 'connected' || state.connection === connection || !mayHaveLeft) return
    connection = state.connection
    const reply = await client.call('offlineMessage.mine', {})
    if (!reply.ok) return
    isKnown = true
    const since = Date.now() - recentMs
    left = reply.result.messages.filter(({ createdAt, reply: answer }) => createdAt > since || answer?.seen === false)
    if (left.length === 0) host.storage.remove(LEFT)
    for (const { id, reply: answer } of left) if (answer?.seen === false) shown.add(id)
    changed()
    void markSeen()
  }

  const unseen = () => left.filter(({ reply }) => reply?.seen === false)

  /** What is drawn in an open panel is read. */
  async function markSeen(): Promise<void> {
    const ids = unseen().map(({ id }) => id)
    if (!client || ids.length === 0 || !panel.getSnapshot().shown) return
    left = left.map((one) => (one.reply ? { ...one, reply: { ...one.reply, seen: true } } : one))
    changed()
    await client.call('offlineMessage.markSeen', { offlineMessageIds: ids }, crypto.randomUUID())
  }

  panel.subscribe(follow)
  follow()
  return {
    // What was read on an earlier visit is behind him.
    read: () => left.filter(({ id, reply }) => !reply?.seen || shown.has(id)),
    unseen: () => unseen().length,
    isKnown: () => isKnown,
    awaits: () => left.some(({ reply }) => !reply || !reply.seen),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    askAgain() {
      host.storage.set(LEFT, '1')
      connection = undefined
      void ask()
    },
  }
}
