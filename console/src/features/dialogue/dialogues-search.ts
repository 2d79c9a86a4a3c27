import { dialogueColumns, type DialogueColumn } from '@keqiao/contract/dialogue-columns'
import { addDays, dayAt, instantOf, type CalendarDay } from '@keqiao/domain/schedule/zoned-time'

/** Fields of the form that are kept as they are typed; durations in seconds. */
export const textFields = [
  ...['member', 'group', 'channel', 'contact', 'visitor', 'origin', 'end', 'valid', 'rated', 'summary', 'category'],
  ...['solved', 'followUp', 'handedOn', 'answered', 'files', 'sitePage', 'tag', 'region', 'words', 'time'],
  ...['firstReplyFrom', 'firstReplyTo', 'waitFrom', 'waitTo', 'durationFrom', 'durationTo'],
  ...['visitorMessagesFrom', 'visitorMessagesTo', 'agentMessagesFrom', 'agentMessagesTo', 'span', 'from', 'to'],
] as const

/** The conditions as the address keeps them: what is absent is not asked for. */
export type ConditionTexts = Readonly<Record<string, string>>

export interface DialoguesSearch {
  /** Conditions by field; see `textFields`. */
  [field: string]: string | number | boolean | undefined
  sort?: DialogueColumn
  asc?: boolean
  page?: number
  /** The dialogue whose detail is open, and the message it is open at. */
  id?: string
  seq?: number
  view?: 'messages'
  /** What is looked for in messages. */
  q?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the address; what it does not know is as if it were not there. */
export function servedSearchOf(search: Record<string, unknown>): DialoguesSearch {
  const read: DialoguesSearch = {}
  for (const field of textFields) {
    const value = search[field]
    // A figure alone is read as a number, yes and no as what they are.
    if (['string', 'number', 'boolean'].includes(typeof value) && value !== '')
      read[field] = String(value).slice(0, 500)
  }
  const sort = dialogueColumns.find((column) => column === search['sort'])
  if (sort !== undefined && (sort !== 'openedAt' || search['asc'] === true)) read.sort = sort
  if (search['asc'] === true && read.sort !== undefined) read.asc = true
  const page = Number(search['page'])
  if (Number.isInteger(page) && page > 1 && page <= 200) read.page = page
  if (uuid.test(String(search['id']))) read.id = String(search['id'])
  const seq = Number(search['seq'])
  if (read.id !== undefined && Number.isInteger(seq) && seq > 0) read.seq = seq
  if (search['view'] === 'messages') {
    read.view = 'messages'
    const q = search['q']
    if ((typeof q === 'string' || typeof q === 'number') && q !== '') read.q = String(q).slice(0, 100)
  }
  return read
}

/** The conditions among what the address says. */
export function conditionsOf(search: DialoguesSearch): ConditionTexts {
  return Object.fromEntries(
    textFields.flatMap((field) => (search[field] === undefined ? [] : [[field, String(search[field])]])),
  )
}

export const spans = ['today', 'yesterday', 'week', 'month', 'ever', 'own'] as const
export type Span = (typeof spans)[number]

/** What is listed when nobody said otherwise. */
export const defaultSpan: Span = 'week'
export const spanOf = (texts: ConditionTexts): Span =>
  spans.find((span) => span === texts['span']) ??
  (texts['from'] === undefined && texts['to'] === undefined ? defaultSpan : 'own')

/** `2026-11-18T14:05` on the merchant's clocks; null: it is no such thing. */
function wallInstant(text: string | undefined, zone: string): number | null {
  const [, day, hours = '0', minutes = '0'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d))?$/.exec(text ?? '') ?? []
  if (day === undefined || Number.isNaN(Date.parse(day))) return null
  return instantOf(day, Number(hours) * 60 + Number(minutes), zone)
}

/** From when to when, in epoch milliseconds; by the merchant's days. */
export function instantsOf(texts: ConditionTexts, zone: string, now: number): { from?: number; to?: number } {
  const today = dayAt(now, zone)
  const days = (first: CalendarDay, after: CalendarDay) => ({
    from: instantOf(first, 0, zone),
    to: instantOf(after, 0, zone),
  })
  switch (spanOf(texts)) {
    case 'today':
      return days(today, addDays(today, 1))
    case 'yesterday':
      return days(addDays(today, -1), today)
    case 'week':
      return days(addDays(today, -6), addDays(today, 1))
    case 'month':
      return days(addDays(today, -29), addDays(today, 1))
    case 'ever':
      return {}
    case 'own': {
      const [from, to] = [wallInstant(texts['from'], zone), wallInstant(texts['to'], zone)]
      return { ...(from !== null && { from }), ...(to !== null && { to }) }
    }
  }
}

const flags = ['valid', 'solved', 'followUp', 'handedOn', 'answered', 'files'] as const
const ranges = ['firstReply', 'wait', 'duration', 'visitorMessages', 'agentMessages'] as const
const durations = new Set<string>(['firstReply', 'wait', 'duration'])
const lists = { member: 'memberIds', group: 'groupIds', channel: 'channelIds' } as const
const plain = ['visitor', 'origin', 'end', 'summary', 'category', 'sitePage', 'tag', 'region', 'words', 'time'] as const

/** What the server is asked for. `now` in epoch milliseconds. */
export function inputOf(texts: ConditionTexts, zone: string, now: number): Record<string, unknown> {
  const input: Record<string, unknown> = { ...instantsOf(texts, zone, now) }
  for (const field of plain) if (texts[field] !== undefined) input[field] = texts[field]
  for (const field of flags) if (texts[field] !== undefined) input[field] = texts[field] === 'true'
  for (const [field, ids] of Object.entries(lists)) {
    const value = texts[field]
    if (value !== undefined && uuid.test(value)) input[ids] = [value]
  }
  const contact = texts['contact']
  if (contact !== undefined && uuid.test(contact)) input['contactId'] = contact
  for (const range of ranges) {
    for (const end of ['From', 'To']) {
      const value = Number(texts[range + end] ?? 'none')
      if (Number.isFinite(value) && value >= 0)
        input[range + end] = durations.has(range) ? Math.round(value * 1_000) : value
    }
  }
  return { ...input, ...ratingInput(texts['rated']) }
}

function ratingInput(rated: string | undefined): Record<string, unknown> {
  if (rated === undefined) return {}
  if (rated === 'low') return { ratings: [1, 2, 3] }
  return /^[1-5]$/.test(rated) ? { ratings: [Number(rated)] } : { rated }
}
