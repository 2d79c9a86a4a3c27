/** The product under an open load: somebody says something, the clock stops when the other end has it. */
import { setTimeout as wait } from 'node:timers/promises'
import { Listener } from '../wire/listener'
import { openDialogues, type DialogueOptions } from '../wire/open-dialogues'
import type { Peer } from '../wire/peer'
import { Speaker, type Said } from '../wire/speaker'
import { runOpenLoop } from './open-loop'
import type { Latencies, Load } from './latency-calls'

/** See the head of this file. */
export interface TalkLoad {
  readonly count: number
  run(load: Load): Promise<Latencies>
  end(): { said: Said[]; faults: string[] }
}

/** Opens the conversations; the load speaks at both ends of each. */
export async function openTalkLoad(options: DialogueOptions): Promise<TalkLoad> {
  const dialogues = await openDialogues(options)
  const peers = dialogues.flatMap(({ visitor, agent }) => [visitor, agent])
  const scheduled = new Map<Speaker, number[]>()
  let ms: number[] = []
  const speakers = dialogues.flatMap(({ visitor, agent, conversationId, head }) => {
    const ends = [new Speaker(visitor, conversationId), new Speaker(agent, conversationId)] as const
    hear(agent, head, ends[0])
    hear(visitor, head, ends[1])
    return ends
  })
  /** What is due at an end and waits for the acknowledgement of what it said before: as the client's send queue does. */
  const queues = new Map(speakers.map((speaker) => [speaker, [] as number[]]))
  const busy = new Set<Speaker>()
  for (const speaker of speakers) scheduled.set(speaker, [])

  function sayNext(speaker: Speaker): void {
    if (busy.has(speaker)) return
    const at = queues.get(speaker)?.shift()
    if (at === undefined) return
    busy.add(speaker)
    scheduled.get(speaker)?.push(at)
    speaker.say(() => {
      busy.delete(speaker)
      sayNext(speaker)
    })
  }

  /** Everything reaches both ends; it counts where somebody else said it. */
  function hear(peer: Peer, head: number, other: Speaker): void {
    const listener = new Listener(peer, head)
    peer.onEvent = (seq, prev, bytes, start, end) => {
      const heardAt = performance.now()
      if (!listener.hear(seq, prev)) return
      const frame = JSON.parse(bytes.toString('utf8', start, end)) as { e: { key?: string } }
      const { key = '' } = frame.e
      if (!key.startsWith(other.prefix)) return
      const at = scheduled.get(other)?.[Number.parseInt(key.slice(24), 16)]
      if (at !== undefined) ms.push(heardAt - at)
    }
  }

  return {
    count: dialogues.length,
    async run(load) {
      ms = []
      let sent = 0
      const send = (at: number) => {
        const speaker = speakers[Math.floor(Math.random() * speakers.length)]
        if (!speaker) return
        sent += 1
        queues.get(speaker)?.push(at)
        sayNext(speaker)
      }
      await runOpenLoop({ ...load, send })
      for (let leftMs = 10_000; ms.length < sent && leftMs > 0; leftMs -= 10) await wait(10)
      return { ms, missing: sent - ms.length }
    },
    end() {
      for (const peer of peers) peer.destroy()
      return {
        said: speakers.map((speaker) => speaker.said()),
        faults: speakers.flatMap((speaker) => speaker.faults).slice(0, 5),
      }
    },
  }
}
