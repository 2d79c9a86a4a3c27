/** Reads every conversation again: by SQL, by fresh clients at both ends, and what the clients that lived through it show. */
import type { Client, Output } from '@keqiao/client'
import { connected as withConnection } from '../postgres/connect'
import { withDatabase } from '../postgres/database-server'
import { connected, must, type Pair } from './cast'
import type { Ledger } from './ledger'
import { connectClient, type TalkerOptions } from './talker'
import type { Evidence, LoggedMessage } from './verdict'

type Page = Output<'conversation.history'>

/** Largest page that the API gives. */
const pageSize = 200

/** One conversation after the other, each by all readings. */
export async function readBack(pairs: readonly Pair[], superuserUrl: string, ledger: Ledger): Promise<Evidence[]> {
  const authors = new Map(ledger.authors().map((author) => [author.author, author]))
  const bySql = await readSql(superuserUrl, pairs)
  const evidence: Evidence[] = []
  for (const pair of pairs) {
    const { conversationId, visitor, agent } = pair
    evidence.push({
      conversationId,
      authors: [visitor.author, agent.author].flatMap((name) => authors.get(name) ?? []),
      readings: new Map([
        ['sql', bySql.get(conversationId) ?? []],
        ['fresh visitor', await readApi(pair.visitorOptions, conversationId)],
        ['fresh agent', await readApi(pair.agentOptions, conversationId)],
        ['visitor who was there', messagesOf(visitor.conversation.getSnapshot().events)],
        ['agent who was there', messagesOf(agent.conversation.getSnapshot().events)],
      ]),
    })
  }
  return evidence
}

async function readSql(superuserUrl: string, pairs: readonly Pair[]): Promise<Map<string, LoggedMessage[]>> {
  return withConnection(withDatabase(superuserUrl, 'keqiao'), async (client) => {
    const { rows } = await client.query<{ stream_id: string; seq: string; text: string; stored_at: string }>(
      `select stream_id, seq, payload -> 'body' ->> 'text' as text, extract(epoch from at) * 1000 as stored_at from events
        where stream_id = any($1::uuid[]) and type = 'message.sent' order by stream_id, seq`,
      [pairs.map(({ conversationId }) => conversationId)],
    )
    const byStream = new Map<string, LoggedMessage[]>()
    for (const { stream_id: id, seq, text, stored_at: storedAt } of rows) {
      byStream.set(id, byStream.get(id) ?? [])
      byStream.get(id)?.push({ seq: Number(seq), text, storedAt: Number(storedAt) })
    }
    return byStream
  })
}

async function readApi(options: TalkerOptions, conversationId: string): Promise<LoggedMessage[]> {
  const { client } = connectClient(options)
  try {
    await connected(client)
    return messagesOf(await readPages(client, conversationId))
  } finally {
    client.stop()
  }
}

async function readPages(client: Client, conversationId: string): Promise<Page['events']> {
  const newest = await must(client.call('conversation.get', { conversationId, limit: pageSize }), 'conversation.get')
  let events: Page['events'] = newest.events
  let { more } = newest
  while (more) {
    const beforeSeq = events[0]?.seq ?? 1
    const input = { conversationId, beforeSeq, limit: pageSize }
    const page: Page = await must(client.call('conversation.history', input), 'conversation.history')
    events = [...page.events, ...events]
    more = page.more
  }
  return events
}

function messagesOf(events: readonly Page['events'][number][]): LoggedMessage[] {
  return events.flatMap(({ type, seq, payload }) =>
    type === 'message.sent' && payload.body.kind === 'text' ? [{ seq, text: payload.body.text }] : [],
  )
}
