/** The people of a torture run, brought into conversation through the product's own doors. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@keqiao/client'
import type { People } from '../seed/people'
import { signInAgents } from '../seed/sign-in'
import type { Ledger } from './ledger'
import { connectClient, Talker, type TalkerOptions } from './talker'

/** Both ends of one conversation. */
export interface Pair {
  readonly conversationId: string
  readonly visitor: Talker
  readonly agent: Talker
  /** How to come back as either of them with a client that knows nothing. */
  readonly visitorOptions: TalkerOptions
  readonly agentOptions: TalkerOptions
}

/** Where they connect. `port` may be a proxy's; the origin is always the server's. */
export interface CastOptions {
  readonly people: People
  readonly ledger: Ledger
  readonly origin: string
  readonly port: number
}

/** One conversation per visitor. Routing gives it to one of the merchant's agents, who speaks in it on a connection of its own. */
export async function openPairs({ people, ledger, origin, port }: CastOptions): Promise<Pair[]> {
  const cookies = await signInAgents(origin, people.agents)
  const atWork: Client[] = []
  for (const [i, cookie] of cookies.entries()) {
    const { client } = connectClient({ author: `desk ${i}`, as: 'member', port, origin, cookie })
    await connected(client)
    await must(client.call('desk.setPresence', { status: 'online' }), 'desk.setPresence')
    atWork.push(client)
  }
  const pairs: Pair[] = []
  for (const [i, { token }] of people.visitors.entries()) {
    const visitorOptions: TalkerOptions = { author: `v${i}`, as: 'visitor', port, origin, token }
    const visitor = new Talker(visitorOptions.author, connectClient(visitorOptions), null, ledger)
    visitor.say()
    const conversationId = await until(() => visitor.conversation.id(), 'the conversation opens')
    const holder = await until(() => visitor.conversation.getSnapshot().conversation?.agent ?? null, 'routing gives it')
    const cookie = cookies[people.agents.findIndex(({ memberId }) => memberId === holder.id)] ?? ''
    const agentOptions: TalkerOptions = { author: `a${i}`, as: 'member', port, origin, cookie }
    const agent = new Talker(agentOptions.author, connectClient(agentOptions), conversationId, ledger)
    pairs.push({ conversationId, visitor, agent, visitorOptions, agentOptions })
  }
  // From here on their leases live by the connections of their dialogues.
  for (const client of atWork) client.stop()
  return pairs
}

/** Resolves when the client is welcome. */
export async function connected(client: Client): Promise<void> {
  await until(() => client.state.getSnapshot().status === 'connected' || null, 'the client connects')
}

/** The result of a call; a refusal is an error. */
export async function must<Result>(
  reply: Promise<{ ok: true; result: Result } | { ok: false; error: { code: string } }>,
  what: string,
): Promise<Result> {
  const answer = await reply
  if (!answer.ok) throw new Error(`${what} was refused: ${JSON.stringify(answer.error)}`)
  return answer.result
}

async function until<Value>(look: () => Value | null, what: string): Promise<Value> {
  for (let leftMs = 20_000; leftMs > 0; leftMs -= 10) {
    const value = look()
    if (value !== null) return value
    await wait(10)
  }
  throw new Error(`waited in vain until ${what}`)
}
