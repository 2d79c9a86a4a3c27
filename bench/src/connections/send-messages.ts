import type { Bench } from '../reference/prepare-bench'
import { Peer } from '../wire/peer'

/** To whom. */
export interface MessagesOptions {
  readonly port: number
  readonly bench: Bench
  /** Cookie of each agent; there is one agent for each merchant, in the same order. */
  readonly cookies: readonly string[]
  /** Numbers of visitors. */
  readonly chosen: readonly number[]
  readonly conversationOf: (visitor: number) => string
}

/** An agent of the visitor's merchant takes each chosen conversation, if nobody has yet, and says something. */
export async function sendMessages({ port, bench, cookies, chosen, conversationOf }: MessagesOptions): Promise<void> {
  const { merchants, visitors } = bench.people
  const agents = await Promise.all(
    merchants.map(async (_, i) => {
      const peer = await Peer.connect({ port, as: 'member', cookie: cookies[i] ?? '' })
      await peer.call('desk.setPresence', { status: 'busy' }, crypto.randomUUID())
      return peer
    }),
  )
  for (const visitor of chosen) {
    const agent = agents[visitors[visitor]?.merchant ?? -1]
    if (!agent) throw new Error('a visitor without a merchant')
    const conversationId = conversationOf(visitor)
    const { conversation } = await agent.call<{ conversation: { status: string } }>('conversation.get', {
      conversationId,
    })
    if (conversation.status === 'queued')
      await agent.call('conversation.claim', { conversationId }, crypto.randomUUID())
    const body = { kind: 'text', text: '您好，请问还需要帮助吗？' }
    await agent.call('conversation.sendMessage', { conversationId, body }, crypto.randomUUID())
  }
  for (const agent of agents) agent.destroy()
}
