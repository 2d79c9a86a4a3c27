import type { Client } from 'pg'
import { connected } from '../postgres/connect'
import { clientIdOf, type Said } from './speaker'

interface Row {
  client_id: string
  seq: string
}

/**
 * Reads back from the log: everything that was acknowledged must be there exactly once, at its acknowledged place, in the
 * order in which it was said, and nothing else of that author. Returns what is wrong.
 */
export async function verifySaid(superuserUrl: string, said: readonly Said[]): Promise<string[]> {
  return connected(superuserUrl, async (client) => {
    const faults: string[] = []
    for (const one of said) faults.push(...(await verifyOne(client, one)))
    return faults
  })
}

async function verifyOne(client: Client, { conversationId, actorId, prefix, seqs }: Said): Promise<string[]> {
  const { rows } = await client.query<Row>(
    `select client_id, seq from events
      where stream_id = $1 and actor_id = $2 and type = 'message.sent' and client_id::text like $3 order by seq`,
    [conversationId, actorId, `${prefix}%`],
  )
  const where = `conversation ${conversationId}, author ${actorId}`
  if (rows.length !== seqs.length) {
    return [`${where}: ${seqs.length} messages were acknowledged, ${rows.length} are in the log`]
  }
  const wrong = rows.findIndex((row, i) => row.client_id !== clientIdOf(prefix, i) || Number(row.seq) !== seqs[i])
  if (wrong < 0) return []
  return [`${where}: message ${wrong} was acknowledged at ${seqs[wrong]}, the log has ${JSON.stringify(rows[wrong])}`]
}
