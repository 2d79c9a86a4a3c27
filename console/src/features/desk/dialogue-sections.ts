import type { ConversationView } from '@keqiao/contract'

export type SectionName = 'unanswered' | 'answered' | 'unsummarised' | 'ended'

/** In the order of the list. */
export const sectionNames: readonly SectionName[] = ['unanswered', 'answered', 'unsummarised', 'ended']

/** In which order the rows of a section stand. */
export type ListOrder = 'urgent' | 'latest' | 'room'

export const listOrders: readonly ListOrder[] = ['urgent', 'latest', 'room']

/** What decides where a row stands. */
type Standing = Pick<
  ConversationView,
  'status' | 'unansweredSince' | 'lastMessage' | 'acceptedAt' | 'openedAt' | 'closedAt' | 'roomNumber' | 'staff'
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
  if (view.status === 'closed') return view.staff?.summarised === false ? 'unsummarised' : 'ended'
  return view.unansweredSince === null ? 'answered' : 'unanswered'
}

/** Of the answered: when something was last said. */
const lastTouched = ({ lastMessage, acceptedAt, openedAt }: Standing) => lastMessage?.at ?? acceptedAt ?? openedAt

type Compare = (a: Standing, b: Standing) => number

const urgent: Record<SectionName, Compare> = {
  unanswered: (a, b) => (a.unansweredSince ?? 0) - (b.unansweredSince ?? 0),
  answered: (a, b) => lastTouched(b) - lastTouched(a),
  unsummarised: (a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0),
  ended: (a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0),
}

function compareBy(order: ListOrder, name: SectionName): Compare {
  switch (order) {
    case 'urgent':
      return urgent[name]
    case 'latest':
      return name === 'ended' || name === 'unsummarised' ? urgent.ended : (a, b) => lastTouched(b) - lastTouched(a)
    case 'room':
      return (a, b) => Number(a.roomNumber) - Number(b.roomNumber)
  }
}

/**
 * All sections, also when empty. Unless somebody wants another order: 待回复 longest wait first, 已回复 latest first,
 * 已结束 · 未小结 and 已结束 latest first.
 */
export function sectionsOf<Of extends Row>(rows: readonly Of[], order: ListOrder = 'urgent'): readonly Section<Of>[] {
  return sectionNames.map((name) => {
    const compare = compareBy(order, name)
    return {
      name,
      rows: rows
        .filter(({ view }) => sectionOf(view) === name)
        .sort((a, b) => compare(a.view, b.view) || (a.id < b.id ? -1 : 1)),
    }
  })
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
