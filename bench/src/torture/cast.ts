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

/** One conversation per visitor. Agents of a merchant take them in turn, with a connection for each. */
export async function openPairs({ people, ledger, origin, port }: CastOptions): Promise<Pair[]> {
  const cookies = await signInAgents(origin, people.agents)
  const pairs: Pair[] = []
  for (const [i, { merchant, token }] of people.visitors.entries()) {
    const staff = people.agents.flatMap((agent, index) => (agent.merchant === merchant ? [cookies[index] ?? ''] : []))
    const cookie = staff[Math.floor(i / people.merchants.length) % staff.length] ?? ''
    const visitorOptions: TalkerOptions = { author: `v${i}`, as: 'visitor', port, origin, token }
    const agentOptions: TalkerOptions = { author: `a${i}`, as: 'member', port, origin, cookie }
    pairs.push(await openPair(visitorOptions, agentOptions, ledger))
  }
  return pairs
}

async function openPair(visitorOptions: TalkerOptions, agentOptions: TalkerOptions, ledger: Ledger): Promise<Pair> {
  const visitor = new Talker(visitorOptions.author, connectClient(visitorOptions), null, ledger)
  visitor.say()
  const conversationId = await until(() => visitor.conversation.id(), 'the conversation opens')
  const person = connectClient(agentOptions)
  await connected(person.client)
  await must(person.client.call('desk.setPresence', { status: 'busy' }), 'desk.setPresence')
  await must(person.client.call('conversation.claim', { conversationId }), 'conversation.claim')
  const agent = new Talker(agentOptions.author, person, conversationId, ledger)
  return { conversationId, visitor, agent, visitorOptions, agentOptions }
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
