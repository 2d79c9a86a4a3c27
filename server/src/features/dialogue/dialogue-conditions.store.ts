import type { operations } from '@keqiao/contract'
import type { ConversationId, GroupId, MemberActor } from '@keqiao/domain'
import type { z } from 'zod'

type Input = Omit<z.output<typeof operations.dialogue.count.input>, 'upTo'>

/** What is asked for, and by whom: nobody sees beyond his data scope. */
export interface Selection {
  readonly actor: MemberActor
  readonly conditions: Input
  /** Of the asker; matters where his scope is his groups. */
  readonly groupIds: readonly GroupId[]
  /** Conversations in which the words were said; null: none were asked for. */
  readonly saidIn: readonly ConversationId[] | null
}

/** A where clause over `dialogues d`, and its values: `values[0]` is $1. */
export interface WhereClause {
  readonly text: string
  readonly values: unknown[]
}

type Say = (value: unknown) => string

const part = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
const instant = (place: string): string => `to_timestamp(${place}::float8 / 1000)`

/** How each condition is said in SQL. A condition of the contract that has no line here does not compile. */
const clauses: {
  readonly [Key in keyof Required<Input>]: (value: NonNullable<Input[Key]>, say: Say) => string | null
} = {
  // Said by `scoped` and `span`, which need more than one value.
  mine: () => null,
  time: () => null,
  from: () => null,
  to: () => null,
  words: () => null,
  memberIds: (ids, say) => `d.member_id = any(${say(ids)}::uuid[])`,
  groupIds: (ids, say) => `d.group_id = any(${say(ids)}::uuid[])`,
  channelIds: (ids, say) => `d.channel_id = any(${say(ids)}::uuid[])`,
  contactId: (id, say) => `d.contact_id = ${say(id)}`,
  visitor: (text, say) => visitorClause(text, say),
  origin: (origin, say) => `d.origin = ${say(origin)}`,
  end: (end, say) => (end === 'open' ? 'd.closed_at is null' : `d.end_kind = ${say(end)}`),
  valid: (valid, say) => `d.valid = ${say(valid)}`,
  handedOn: (handedOn) => `d.end_kind is${handedOn ? ' not' : ''} distinct from 'transfer'`,
  ratings: (scores, say) => `d.rating_score = any(${say(scores)}::int[])`,
  rated: (rated) =>
    ({
      rated: 'd.rating_score is not null',
      invited: 'd.rating_score is null and d.invited',
      none: 'd.rating_score is null and not d.invited',
    })[rated],
  summary: (summary) =>
    summary === 'saved' ? 'd.summary_category is not null' : 'd.summary_category is null and d.closed_at is not null',
  category: (path, say) =>
    `(d.summary_category = ${say(path)} or starts_with(d.summary_category, ${say(`${path} / `)}))`,
  solved: (solved, say) => `d.summary_solved = ${say(solved)}`,
  followUp: (followUp, say) => `d.summary_follow_up = ${say(followUp)}`,
  waitFrom: (ms, say) => `d.wait_ms >= ${say(ms)}`,
  waitTo: (ms, say) => `d.wait_ms <= ${say(ms)}`,
  firstReplyFrom: (ms, say) => `d.first_reply_ms >= ${say(ms)}`,
  firstReplyTo: (ms, say) => `d.first_reply_ms <= ${say(ms)}`,
  answered: (answered) => `d.closed_at is not null and d.agent_message_count ${answered ? '> 0' : '= 0'}`,
  durationFrom: (ms, say) => `d.duration_ms >= ${say(ms)}`,
  durationTo: (ms, say) => `d.duration_ms <= ${say(ms)}`,
  visitorMessagesFrom: (count, say) => `d.visitor_message_count >= ${say(count)}`,
  visitorMessagesTo: (count, say) => `d.visitor_message_count <= ${say(count)}`,
  agentMessagesFrom: (count, say) => `d.agent_message_count >= ${say(count)}`,
  agentMessagesTo: (count, say) => `d.agent_message_count <= ${say(count)}`,
  files: (files) => `d.file_count ${files ? '> 0' : '= 0'}`,
  sitePage: (text, say) => {
    const pattern = say(part(text))
    return `(d.page_url ilike ${pattern} or d.page_title ilike ${pattern})`
  },
  tag: (tag, say) =>
    `d.contact_id in (select ct.contact_id from contact_tags ct
         join tags t on t.tenant_id = ct.tenant_id and t.id = ct.tag_id where ct.tenant_id = $1 and t.name = ${say(tag)})`,
  region: (text, say) => `d.region ilike ${say(part(text))}`,
}

/** Room number, or a part of what he is called or reached by: then, now, and by the shop. */
function visitorClause(text: string, say: Say): string {
  const digits = text.replace(/^访客|^訪客/, '')
  const alternatives = /^\d{6}$/.test(digits) ? [`d.room_number = ${say(digits)}`] : []
  const pattern = say(part(text))
  const reached = ['name', 'display_name', 'phone', 'email'].map((column) => `c.${column} ilike ${pattern}`)
  const vouched = ['external_id', 'name', 'phone', 'email'].map((column) => `i.${column} ilike ${pattern}`)
  return `(${[
    ...alternatives,
    `d.visitor_name ilike ${pattern}`,
    `d.contact_id in (select c.id from contacts c where c.tenant_id = $1 and (${reached.join(' or ')}))`,
    `d.contact_id in (select i.contact_id from contact_identities i where i.tenant_id = $1 and (${vouched.join(' or ')}))`,
  ].join(' or ')})`
}

/** The rows that meet all of it. $1 is the merchant. */
export function whereClause({ actor, conditions, groupIds, saidIn }: Selection): WhereClause {
  const values: unknown[] = [actor.tenantId]
  const say: Say = (value) => `$${values.push(value)}`
  const said = Object.entries(clauses).map(([key, clause]) => {
    const value = conditions[key as keyof Input]
    // Each clause takes its own condition's value; the record's type says so line by line.
    return value === undefined ? null : (clause as (value: unknown, say: Say) => string | null)(value, say)
  })
  const all = [
    'd.tenant_id = $1',
    scoped(actor, conditions, groupIds, say),
    ...span(conditions, say),
    saidIn === null ? null : `d.conversation_id = any(${say(saidIn)}::uuid[])`,
    ...said,
  ]
  return { text: all.filter((clause) => clause !== null).join('\n and '), values }
}

function scoped({ id, scope }: MemberActor, { mine }: Input, groupIds: readonly GroupId[], say: Say): string | null {
  if (mine === true || scope === 'own') return `d.member_id = ${say(id)}`
  if (scope === 'tenant') return null
  return `(d.group_id = any(${say(groupIds)}::uuid[]) or d.member_id = ${say(id)})`
}

function span({ time = 'opened', from, to }: Input, say: Say): (string | null)[] {
  const column = time === 'opened' ? 'd.opened_at' : 'd.closed_at'
  return [
    from === undefined ? null : `${column} >= ${instant(say(from))}`,
    to === undefined ? null : `${column} < ${instant(say(to))}`,
  ]
}
