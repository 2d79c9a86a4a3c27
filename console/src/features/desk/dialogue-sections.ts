import type { ConversationView } from '@keqiao/contract'

export type SectionName = 'unanswered' | 'answered' | 'ended'

/** In the order of the list. */
export const sectionNames: readonly SectionName[] = ['unanswered', 'answered', 'ended']

/** What decides where a row stands. */
type Standing = Pick<
  ConversationView,
  'status' | 'unansweredSince' | 'lastMessage' | 'acceptedAt' | 'openedAt' | 'closedAt'
>

interface Row {
  readonly id: string
  readonly view: Standing
}

export interface Section<Of extends Row> {
  readonly name: SectionName
  readonly rows: readonly Of[]
}

export function sectionOf(view: Standing): SectionName {
  if (view.status === 'closed') return 'ended'
  return view.unansweredSince === null ? 'answered' : 'unanswered'
}

/** Of the answered: when something was last said. */
const lastTouched = ({ lastMessage, acceptedAt, openedAt }: Standing) => lastMessage?.at ?? acceptedAt ?? openedAt

const order: Record<SectionName, (a: Standing, b: Standing) => number> = {
  unanswered: (a, b) => (a.unansweredSince ?? 0) - (b.unansweredSince ?? 0),
  answered: (a, b) => lastTouched(b) - lastTouched(a),
  ended: (a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0),
}

/** 待回复 longest wait first, 已回复 latest first, 已结束 latest first. All three, also when empty. */
export function sectionsOf<Of extends Row>(rows: readonly Of[]): readonly Section<Of>[] {
  return sectionNames.map((name) => ({
    name,
    rows: rows
      .filter(({ view }) => sectionOf(view) === name)
      .sort((a, b) => order[name](a.view, b.view) || (a.id < b.id ? -1 : 1)),
  }))
}

/**
 * The same rows where they stood before: while the pointer is in the list, nothing may slip away under it. What is new
 * comes at the end of its section, what is gone leaves.
 */
export function heldSections<Of extends Row>(
  before: readonly Section<Row>[],
  now: readonly Section<Of>[],
): readonly Section<Of>[] {
  const current = new Map(now.flatMap(({ rows }) => rows).map((row) => [row.id, row]))
  const known = new Set(before.flatMap(({ rows }) => rows.map(({ id }) => id)))
  return now.map(({ name, rows }) => {
    const stood = before.find((section) => section.name === name)?.rows ?? []
    const kept = stood.flatMap(({ id }) => current.get(id) ?? [])
    return { name, rows: [...kept, ...rows.filter(({ id }) => !known.has(id))] }
  })
}

/** The row `step` further in the list, round the ends; from nowhere, the first or the last. */
export function neighbour(sections: readonly Section<Row>[], id: string | undefined, step: 1 | -1): string | undefined {
  const ids = sections.flatMap(({ rows }) => rows.map((row) => row.id))
  const at = id === undefined ? -1 : ids.indexOf(id)
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1)
  return ids.at((at + step) % ids.length)
}
