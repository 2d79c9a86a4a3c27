import type { ConversationView } from '@keqiao/contract'
import { urgencyOf, type Urgency, type WaitingThresholds } from './waiting-time'

/** How late the answers were that somebody was told of: conversation id -> the waiting it was, and how late. */
export type ToldLate = ReadonlyMap<string, { readonly since: number; readonly urgency: Urgency }>

interface Dialogue {
  readonly id: string
  readonly view: Pick<ConversationView, 'status' | 'unansweredSince' | 'agentMessageCount' | 'roomNumber'>
}

/** An own dialogue whose visitor has waited for long, or for too long, since a moment ago. */
export interface LateNews {
  readonly id: string
  readonly room: string
  readonly urgency: Exclude<Urgency, 'calm'>
}

/** RTE-13: which answers became late or too late since what was told; each step is news once. */
export function lateSince(
  told: ToldLate,
  dialogues: readonly Dialogue[],
  now: number,
  thresholds: WaitingThresholds,
): { readonly news: readonly LateNews[]; readonly told: ToldLate } {
  const news: LateNews[] = []
  const next = new Map<string, { since: number; urgency: Urgency }>()
  for (const { id, view } of dialogues) {
    const { status, unansweredSince: since, agentMessageCount, roomNumber: room } = view
    if (status !== 'open' || since === null) continue
    const urgency = urgencyOf(now - since, agentMessageCount > 0, thresholds)
    next.set(id, { since, urgency })
    const before = told.get(id)
    const wasTold = before?.since === since && before.urgency === urgency
    if (urgency !== 'calm' && !wasTold) news.push({ id, room, urgency })
  }
  return { news, told: next }
}
