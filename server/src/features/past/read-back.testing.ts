import type { ConversationId, TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { StoredEvent } from '../../platform/event-log'

interface Row {
  readonly id: ConversationId
  readonly status: string
  readonly seq: number
  readonly visitor_seq: number
  readonly leg_epoch: number
  readonly opened_at: number
  readonly accepted_at: number | null
  readonly closed_at: number | null
  readonly end_kind: string | null
  readonly visitor_message_count: number
  readonly agent_message_count: number
  readonly last_message_seq: number | null
  readonly leg_id: string | null
  readonly leg_count: number
  readonly open_legs: number
  readonly summarised: boolean
  readonly rating_score: number | null
  readonly rated: number | null
  readonly summary_count: number
}

type LoggedEvent = Pick<StoredEvent, 'seq' | 'visitorPrev' | 'type' | 'at'> & {
  readonly stream: string
  readonly streamId: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly actorId: string
  readonly partition: string
}

/** Everything that a past has written, read with statements of its own, and compared without the code that wrote it. */
export interface ReadBack {
  readonly conversations: readonly Row[]
  /** Where log and state disagree, or the log with itself. */
  problems(): string[]
  textsOf(id: ConversationId): string
  kinds(): ReadonlySet<string>
  partitions(): Promise<string[]>
}

export async function readBack(doors: Doors, tenantId: TenantId): Promise<ReadBack> {
  const { conversations, log, members } = await doors.withTenant(tenantId, async (tx) => ({
    conversations: await tx.rows<Row>(
      `select c.*, (select count(*)::int from legs l where l.conversation_id = c.id) as leg_count,
              (select count(*)::int from legs l where l.conversation_id = c.id and l.closed_at is null) as open_legs,
              (select score from ratings r where r.conversation_id = c.id) as rated,
              (select count(*)::int from summaries s where s.conversation_id = c.id) as summary_count
         from conversations c where tenant_id = $1 order by id`,
      [tenantId],
    ),
    log: await tx.rows<LoggedEvent>(
      `select stream, stream_id as "streamId", seq, visitor_prev as "visitorPrev", type, payload, at,
              actor_id as "actorId", tableoid::regclass::text as partition
         from events where tenant_id = $1 order by stream_id, seq`,
      [tenantId],
    ),
    members: await tx.rows<{ member_id: string; seq: number; status: string; active: number }>(
      'select member_id, seq, status, active from agent_load where tenant_id = $1',
      [tenantId],
    ),
  }))
  const streams = new Map<string, LoggedEvent[]>()
  for (const event of log) streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event])
  return {
    conversations,
    problems: () => [
      ...[...streams.values()].flatMap(orderOf),
      ...conversations.flatMap((row) => differences(row, streams.get(row.id) ?? [])),
      ...members.flatMap(({ member_id: id, seq, status, active }) => {
        const events = streams.get(`ff${id.slice(2)}`) ?? []
        const last = events.filter(({ type }) => type === 'presence.changed').at(-1)
        const same = seq === events.length && active === 0 && (!last || last.payload['to'] === status)
        return same ? [] : [`member ${id}: ${status} ${seq} ${active}, the log says otherwise`]
      }),
    ],
    textsOf: (id) => JSON.stringify((streams.get(id) ?? []).map(({ payload }) => payload['body'])),
    kinds: () => new Set(log.map(({ type }) => type)),
    partitions: async () =>
      [...new Set(log.filter(({ stream }) => stream === 'conversation').map(({ partition }) => partition))].sort(),
  }
}

function orderOf(events: readonly LoggedEvent[]): string[] {
  let [visitorSeq, at] = [0, 0]
  return events.flatMap((event, index) => {
    const wrong: string[] = []
    const { seq, streamId, visitorPrev } = event
    if (seq !== index + 1) wrong.push(`${streamId}: seq ${seq} in place ${index + 1}`)
    if (event.stream === 'conversation' && event.at < at) wrong.push(`${streamId}: ${seq} is before the one before it`)
    if (visitorPrev !== null) {
      if (visitorPrev !== visitorSeq) wrong.push(`${streamId}: visitorPrev of ${seq} is ${visitorPrev}`)
      visitorSeq = seq
    }
    ;({ at } = event)
    return wrong
  })
}

/** The state recomputed from the log alone, by what events mean. */
function differences(row: Row, events: readonly LoggedEvent[]): string[] {
  const sums = { visitor: 0, agent: 0, legs: 0, summaries: 0, score: null as unknown }
  let lastSummed: unknown = null
  let lastLeg: unknown = null
  let [holder, closed, lastMessage]: [string | null, LoggedEvent | null, number | null] = [null, null, null]
  const wrong: string[] = []
  const [opened] = events
  for (const { type, payload, actorId, seq, at } of events) {
    const isSequel = type.startsWith('rating.') || type.startsWith('summary.')
    if (closed && !isSequel) wrong.push(`${type} after the end`)
    if (type === 'rating.submitted') sums.score = payload['score']
    if (type === 'summary.saved') {
      sums.summaries += 1
      lastSummed = payload['legId']
    }
    if (type === 'message.sent') {
      const from = payload['from'] === 'agent' ? 'agent' : 'visitor'
      sums[from] += 1
      lastMessage = seq
      if (actorId !== (from === 'agent' ? holder : opened?.payload['contactId']))
        wrong.push(`${seq} by who may not speak`)
    } else if (type === 'leg.opened') {
      if (holder) wrong.push(`leg ${seq} beside another`)
      holder = (payload['member'] as { id: string }).id
      sums.legs += 1
      lastLeg = payload['legId']
      if (at < row.opened_at) wrong.push(`leg ${seq} before the opening`)
    } else if (type === 'leg.closed') {
      if (holder !== payload['memberId']) wrong.push(`leg ${seq} was not open`)
      holder = null
    } else if (type === 'conversation.closed') closed = { ...(events.at(-1) as LoggedEvent), payload, at }
  }
  const log = [
    sums.visitor,
    sums.agent,
    sums.legs,
    events.length,
    lastMessage,
    closed?.at,
    closed?.payload['end'],
    holder,
  ]
  const state = [
    ...[row.visitor_message_count, row.agent_message_count, row.leg_count, row.seq],
    ...[row.last_message_seq, row.closed_at, row.end_kind, row.leg_id],
  ]
  if (JSON.stringify(log) !== JSON.stringify(state))
    wrong.push(`${JSON.stringify(state)}, the log says ${JSON.stringify(log)}`)
  if (closed?.payload['valid'] !== sums.visitor > 0) wrong.push('valid differs')
  if (row.rating_score !== sums.score || row.rated !== sums.score) wrong.push('the rating differs')
  if (row.summary_count !== sums.summaries) wrong.push('the summaries differ')
  if (row.summarised !== (sums.summaries > 0 && lastSummed === lastLeg)) wrong.push('whether it was summed up differs')
  if (row.open_legs > 0) wrong.push('a leg is open')
  return wrong.map((what) => `${row.id}: ${what}`)
}
