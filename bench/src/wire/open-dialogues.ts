/** Brings people into conversation through the product's doors: visitors open, agents claim, both follow. */
import type { Output } from '@keqiao/client'
import type { Agent, Visitor } from '../seed/people'
import { Peer } from './peer'

/** Who talks to whom; `cookies[i]` belongs to `agents[i]`. */
export interface DialogueOptions {
  readonly port: number
  readonly visitors: readonly Visitor[]
  readonly agents: readonly Agent[]
  readonly cookies: readonly string[]
}

/** One open conversation with a connection at each end. */
export interface Dialogue {
  readonly conversationId: string
  readonly visitor: Peer
  readonly agent: Peer
  /** Seq of the last event when both began to follow. */
  readonly head: number
}

/** Opens one conversation per visitor, with an agent of his merchant; agents take them in turn, a connection for each. */
export async function openDialogues(options: DialogueOptions): Promise<Dialogue[]> {
  const queues = new Map<number, number[]>()
  for (const [index, { merchant }] of options.agents.entries()) {
    queues.set(merchant, [...(queues.get(merchant) ?? []), index])
  }
  const pairs = options.visitors.map((visitor, i) => {
    const staff = queues.get(visitor.merchant) ?? []
    const agent = staff[Math.floor(i / queues.size) % staff.length]
    if (agent === undefined) throw new Error('a merchant without agents')
    return { visitor, cookie: options.cookies[agent] ?? '' }
  })
  const dialogues: Dialogue[] = []
  const waiting = pairs.values()
  const openNext = async () => {
    for (const { visitor, cookie } of waiting) dialogues.push(await openDialogue(options.port, visitor, cookie))
  }
  await Promise.all(Array.from({ length: 8 }, openNext))
  return dialogues
}

async function openDialogue(port: number, visitor: Visitor, cookie: string): Promise<Dialogue> {
  const [visitorPeer, agentPeer] = await Promise.all([
    Peer.connect({ port, as: 'visitor', token: visitor.token }),
    Peer.connect({ port, as: 'member', cookie }),
  ])
  const opened = await visitorPeer.call<Output<'conversation.open'>>('conversation.open', {}, crypto.randomUUID())
  const conversationId = opened.conversation.id
  if (opened.conversation.status === 'queued') {
    await agentPeer.call('desk.setPresence', { status: 'busy' }, crypto.randomUUID())
    await agentPeer.call('conversation.claim', { conversationId }, crypto.randomUUID())
  }
  const head = await agentPeer.follow(conversationId)
  await visitorPeer.follow(conversationId)
  return { conversationId, visitor: visitorPeer, agent: agentPeer, head }
}
