import { connected } from '../../postgres/connect'

/** Each is a kind of conversation that must not exist; the query gives the ids of those that do. */
const laws = {
  seq_has_gaps: `select c.id from conversations c
    where c.seq <> (select count(*) from events e where e.stream_id = c.id)
       or c.seq <> (select max(seq) from events e where e.stream_id = c.id)`,
  said_after_the_end: `select c.id from conversations c join events x on x.stream_id = c.id and x.type = 'conversation.closed'
    where exists (select from events e where e.stream_id = c.id and e.type in ('message.sent', 'leg.opened') and e.seq > x.seq)`,
  status_differs: `select c.id from conversations c where c.status <> (
      select case e.type when 'conversation.closed' then 'closed' when 'conversation.queued' then 'queued' else 'open' end
        from events e where e.stream_id = c.id and e.type in ('conversation.queued', 'leg.opened', 'conversation.closed')
       order by e.seq desc limit 1)`,
  holder_differs: `select c.id from conversations c
    where (c.status = 'open') <> (c.member_id is not null and c.leg_id is not null)`,
} as const

/** How many conversations stand in a state that no rule leads to; all must be zero. */
export async function illegalStates(superuserUrl: string): Promise<Record<keyof typeof laws, number>> {
  return connected(superuserUrl, async (client) => {
    const counts = { seq_has_gaps: 0, said_after_the_end: 0, status_differs: 0, holder_differs: 0 }
    for (const law of Object.keys(laws) as (keyof typeof laws)[]) {
      counts[law] = (await client.query(laws[law])).rows.length
    }
    return counts
  })
}
