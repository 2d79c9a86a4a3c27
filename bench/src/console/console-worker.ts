/** The visitors of `bench console`: 50 of them, all with the same agent, who sits in a real browser. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Output } from '@keqiao/client'
import { runOpenLoop } from '../latency/open-loop'
import { serveCalls } from '../process/worker-call'
import { Peer } from '../wire/peer'
import { Speaker } from '../wire/speaker'
import type { ConsoleCalls, HeldDialogues } from './console-calls'

const patienceMs = 30_000
/** Connections of the agent; the gateway lets each say only so much in a burst. */
const agentConnections = 8
/** The agent says one message in so many. */
const answersOneIn = 8

const speakers: Speaker[] = []
const agents: Peer[] = []

/** Says so many things one after the other, each when the one before is durable. */
async function sayMany(speaker: Speaker, count: number): Promise<void> {
  for (let said = 0; said < count; said += 1) {
    await new Promise<void>((resolve, reject) => {
      const refused = () => reject(new Error(`nothing was acknowledged: ${speaker.faults.at(-1)}`))
      const timer = setTimeout(refused, patienceMs)
      speaker.say(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }
}

async function openOne({ port, messageCount }: HeldDialogues, token: string, by: Peer): Promise<string> {
  const visitor = await Peer.connect({ port, as: 'visitor', token })
  const opened = await visitor.call<Output<'conversation.open'>>('conversation.open', {}, crypto.randomUUID())
  const { id } = opened.conversation
  if (opened.conversation.status === 'queued') {
    await by.call('conversation.claim', { conversationId: id }, crypto.randomUUID())
  }
  const [asking, answering] = [new Speaker(visitor, id), new Speaker(by, id)]
  const answerCount = Math.floor(messageCount / answersOneIn)
  await sayMany(asking, messageCount - answerCount)
  await sayMany(answering, answerCount)
  speakers.push(asking)
  return id
}

const calls: ConsoleCalls = {
  async open(options) {
    const { port, cookie } = options
    const ids: string[] = []
    const waiting = options.visitors.values()
    const openSome = async () => {
      const agent = await Peer.connect({ port, as: 'member', cookie })
      agents.push(agent)
      await agent.call('desk.setPresence', { status: 'busy' }, crypto.randomUUID())
      for (const { token } of waiting) ids.push(await openOne(options, token, agent))
    }
    await Promise.all(Array.from({ length: agentConnections }, openSome))
    return ids
  },
  async speak({ perSecond, durationMs }) {
    const before = speakers.reduce((sum, { seqs }) => sum + seqs.length, 0)
    let sent = 0
    let acknowledged = 0
    await runOpenLoop({
      perSecond,
      durationMs,
      send: () => {
        sent += 1
        speakers[Math.floor(Math.random() * speakers.length)]?.say(() => (acknowledged += 1))
      },
    })
    for (let leftMs = 10_000; acknowledged < sent && leftMs > 0; leftMs -= 20) await wait(20)
    const after = speakers.reduce((sum, { seqs }) => sum + seqs.length, 0)
    if (after - before !== sent) throw new Error(`${sent - (after - before)} of ${sent} messages were not acknowledged`)
    return sent
  },
  async end() {
    for (const agent of agents) agent.destroy()
    for (const { peer } of speakers) peer.destroy()
    return Promise.resolve({
      said: speakers.map((speaker) => speaker.said()),
      faults: speakers.flatMap(({ faults }) => faults).slice(0, 5),
    })
  },
}

serveCalls(calls)
