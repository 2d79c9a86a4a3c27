/**
 * The load of `bench chat`, a process of its own: every conversation is spoken in from both ends, each end says the next
 * thing as soon as the last one is acknowledged. Closed loop: it measures how much goes through, not how long it takes.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { serveCalls } from '../process/worker-call'
import { Listener } from '../wire/listener'
import { openDialogues, type DialogueOptions } from '../wire/open-dialogues'
import { Speaker } from '../wire/speaker'
import type { ChatCalls } from './chat-calls'

/** Of a hundred messages one is sent again with its client id, as after a lost acknowledgement. */
const repeatEvery = 100
let speakers: Speaker[] = []
let listeners: Listener[] = []
let talking = false
let ackCount = 0
let busyCount = 0

function speak(speaker: Speaker): void {
  if (!talking) return
  busyCount += 1
  speaker.say(() => {
    ackCount += 1
    busyCount -= 1
    if (ackCount % repeatEvery === 0) repeat(speaker)
    else speak(speaker)
  })
}

function repeat(speaker: Speaker): void {
  busyCount += 1
  speaker.repeat(() => {
    busyCount -= 1
    speak(speaker)
  })
}

const calls: ChatCalls = {
  async open(options: DialogueOptions) {
    const dialogues = await openDialogues(options)
    speakers = dialogues.flatMap(({ visitor, agent, conversationId }) => [
      new Speaker(visitor, conversationId),
      new Speaker(agent, conversationId),
    ])
    listeners = dialogues.flatMap(({ visitor, agent, head }) => [
      new Listener(visitor, head),
      new Listener(agent, head),
    ])
    for (const { peer } of speakers) {
      peer.onClosed = (code) => {
        throw new Error(`the server closed a connection with ${code}`)
      }
    }
    return dialogues.length
  },
  async begin({ outstanding }) {
    talking = true
    for (const speaker of speakers) for (let i = 0; i < outstanding; i++) speak(speaker)
  },
  async counts() {
    return { atMs: performance.now(), ackCount }
  },
  pause,
  async end() {
    await pause()
    const faults = speakers.flatMap((speaker) => speaker.faults)
    if (busyCount > 0) faults.push(`${busyCount} messages were never answered`)
    const expected = ackCount * 2
    for (let leftMs = 5_000; heard() < expected && leftMs > 0; leftMs -= 10) await wait(10)
    for (const { peer } of speakers) peer.destroy()
    return {
      ackCount,
      heardCount: heard(),
      gapCount: listeners.reduce((sum, listener) => sum + listener.gapCount, 0),
      repeatCount: speakers.reduce((sum, speaker) => sum + speaker.repeatCount, 0),
      faults: faults.slice(0, 5),
      said: speakers.map((speaker) => speaker.said()),
    }
  },
}

async function pause(): Promise<void> {
  talking = false
  for (let leftMs = 20_000; busyCount > 0 && leftMs > 0; leftMs -= 10) await wait(10)
}

function heard(): number {
  return listeners.reduce((sum, listener) => sum + listener.heardCount, 0)
}

serveCalls(calls)
