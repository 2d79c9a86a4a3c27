/** A share of the idle visitors of `bench connections`. */
import type { Output } from '@keqiao/client'
import { setTimeout as wait } from 'node:timers/promises'
import { serveCalls } from '../process/worker-call'
import { Peer } from '../wire/peer'
import { openRawSocket, type RawSocket } from '../wire/raw-socket'
import type { ConnectionsCalls } from './connections-calls'

/** Handshakes under way at once. */
const atOnce = 32

interface Holder {
  readonly peer: Peer
  readonly conversationId: string
  heardCount: number
}

let holders: Holder[] = []
let bare: RawSocket[] = []
let lost = 0

async function spreadOut(count: number, open: (index: number) => Promise<void>): Promise<void> {
  const waiting = Array.from({ length: count }, (_, i) => i).values()
  const openNext = async () => {
    for (const index of waiting) await open(index)
  }
  await Promise.all(Array.from({ length: atOnce }, openNext))
}

const calls: ConnectionsCalls = {
  async openVisitors({ port, localAddress, visitors }) {
    const opened: Holder[] = []
    await spreadOut(visitors.length, async (index) => {
      const peer = await Peer.connect({ port, localAddress, as: 'visitor', token: visitors[index]?.token ?? '' })
      const answer = await peer.call<Output<'conversation.open'>>('conversation.open', {}, crypto.randomUUID())
      const holder: Holder = { peer, conversationId: answer.conversation.id, heardCount: 0 }
      await peer.follow(holder.conversationId)
      peer.onEvent = () => (holder.heardCount += 1)
      peer.onClosed = () => (lost += 1)
      opened[index] = holder
    })
    holders = opened
    return holders.map(({ conversationId }) => conversationId)
  },
  async openBare({ port, localAddress, count }) {
    await spreadOut(count, async () => {
      let echoed = () => {}
      const listener = { text: () => echoed(), closed: () => (lost += 1) }
      const socket = await openRawSocket({ port, path: '/', localAddress }, listener)
      await new Promise<void>((resolve) => {
        echoed = resolve
        socket.send('hello')
      })
      bare.push(socket)
    })
  },
  async counts() {
    return { beaten: holders.filter(({ peer }) => peer.beatCount > 0).length, lost }
  },
  async expectMessages(conversationIds) {
    const wanted = new Set(conversationIds)
    const expected = holders.filter(({ conversationId }) => wanted.has(conversationId))
    for (let leftMs = 10_000; leftMs > 0; leftMs -= 10) {
      if (expected.every(({ heardCount }) => heardCount > 0)) break
      await wait(10)
    }
    return expected.filter(({ heardCount }) => heardCount > 0).length
  },
  async close() {
    for (const { peer } of holders) peer.destroy()
    for (const socket of bare) socket.destroy()
    holders = []
    bare = []
    lost = 0
  },
}

serveCalls(calls)
