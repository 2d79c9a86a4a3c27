import type { EventView } from '@keqiao/contract'

interface Colleague {
  readonly id: string
  readonly nickname: string
}

/** Whom a note asks: those whose name stands behind an @ in it. Of two names that begin alike the longer one is meant. */
export function mentionsIn(text: string, colleagues: readonly Colleague[]): readonly Colleague[] {
  let left = text
  const found: Colleague[] = []
  for (const colleague of colleagues.toSorted((a, b) => b.nickname.length - a.nickname.length)) {
    if (!left.includes(`@${colleague.nickname}`)) continue
    found.push(colleague)
    left = left.replaceAll(`@${colleague.nickname}`, ' ')
  }
  return found
}

/** What is typed behind an @, and the part of the text it stands in. */
export function mentionQueryAt(text: string, caret: number) {
  const found = /@([^\s@]{0,20})$/u.exec(text.slice(0, caret))
  if (!found) return null
  const q = found[1] ?? ''
  return { q, start: caret - q.length - 1, end: caret }
}

/** What a consult has come to: asked and not answered, or answered while the customer still waits. */
export type ConsultState =
  | { readonly state: 'waiting'; readonly names: readonly string[] }
  | { readonly state: 'answered'; readonly name: string }
  | null

/** CON-20: what the one who asked has to be reminded of, by the last of his questions; null while nobody waits for him. */
export function consultStateOf(
  events: readonly EventView[],
  memberId: string,
  unansweredSince: number | null,
): ConsultState {
  if (unansweredSince === null) return null
  let state: ConsultState = null
  let asked: readonly Colleague[] = []
  for (const event of events) {
    if (event.type === 'note.added') {
      const { mentions = [] } = event.payload
      const answers = asked.some(({ id }) => id === event.actor.id)
      if (event.actor.id === memberId && mentions.length > 0) {
        asked = mentions
        state = { state: 'waiting', names: mentions.map(({ nickname }) => nickname) }
      } else if (answers) state = { state: 'answered', name: event.payload.authorName }
    } else if (event.type === 'message.sent' && event.payload.from === 'agent' && state?.state === 'answered') {
      state = null
    }
  }
  return state
}
