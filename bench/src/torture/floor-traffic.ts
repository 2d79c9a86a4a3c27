/**
 * Comings and goings beside the talk: visitors of one more merchant open a conversation, wait for routing, are handed on to
 * colleagues and lines, and end or are ended, all through the kills. There are always a few more of them than the agents
 * have places. What became of them is read from the log (bench/src/replay).
 */
import { setTimeout as wait } from 'node:timers/promises'
import { openConversation, openDesk, type Client, type Desk } from '@keqiao/client'
import type { Figures } from '../figures'
import { withDatabase } from '../postgres/database-server'
import { readLegs, readStaff } from '../replay/read-legs'
import { replayLegs } from '../replay/replay-legs'
import { seedFloor, type Floor } from '../routing/seed-floor'
import { signInAgents } from '../seed/sign-in'
import { connected, must } from './cast'
import { assignedWhileAway, goAway, type Absence } from './nodes/absence'
import type { Random } from './random'
import { connectClient, type Person } from './talker'

const size = { groupCount: 2, agentCount: 6, capacity: 2, visitorCount: 2_000 } as const
/** Visitors at the same time: more than there are places. */
const visitorsAtOnce = 16
/** How long somebody thinks before he does the next thing, at most. */
const thinkingMs = { agent: 250, visitor: 2_000 } as const
const servedWithinMs = 60_000

interface Worker extends Person {
  readonly memberId: string
  readonly desk: Desk
}

/** What was found; everything but the counts of what happened must be zero. */
export interface FloorVerdict {
  readonly figures: Figures
  readonly problems: readonly string[]
}

/** See the head of this file. */
export class FloorTraffic {
  #isOpen = true
  #handsOn = true
  #loops: Promise<void>[] = []
  /** Dialogues that go on or wait. */
  #openCount = 0
  readonly #absences: Absence[] = []
  readonly #awayTooLong = new Set<string>()

  private constructor(
    private readonly floor: Floor,
    private readonly workers: readonly Worker[],
    private readonly options: { readonly port: number; readonly origin: string; readonly random: Random },
  ) {}

  /** Seeds the merchant, signs its agents in, at 在线. */
  static async open(superuserUrl: string, port: number, origin: string, random: Random): Promise<FloorTraffic> {
    const floor = await seedFloor(withDatabase(superuserUrl, 'keqiao'), size)
    const cookies = await signInAgents(origin, floor.agents)
    const workers: Worker[] = []
    for (const [i, { memberId }] of floor.agents.entries()) {
      const cookie = cookies[i] ?? ''
      const person = connectClient({ author: `floor agent ${i}`, as: 'member', port, origin, cookie })
      await connected(person.client)
      await must(person.client.call('desk.setPresence', { status: 'online' }), 'desk.setPresence')
      workers.push({ ...person, memberId, desk: openDesk(person.client) })
    }
    return new FloorTraffic(floor, workers, { port, origin, random })
  }

  /** They come and go from now on. */
  begin(): void {
    const visitors = this.floor.visitors.values()
    const comeAndGo = async () => {
      for (const { contactId, token } of visitors) {
        if (!this.#isOpen) return
        await this.#visit(contactId, token)
      }
    }
    this.#loops = Array.from({ length: visitorsAtOnce }, comeAndGo)
    for (const worker of this.workers) void this.#work(worker)
  }

  /** Somebody leaves his desk without a word until `isOver`, and is waited for by nobody once his lease is over. */
  async sendAway(place: number, isOver: () => boolean): Promise<void> {
    const worker = this.workers[place % this.workers.length]
    if (!worker) return
    await must(worker.client.call('desk.setPresence', { status: 'online' }), 'desk.setPresence')
    const isAway = (away: boolean) => void this.#awayTooLong[away ? 'add' : 'delete'](worker.memberId)
    this.#absences.push(await goAway({ ...worker, isAway }, isOver))
    await connected(worker.client)
  }

  retryNow(): void {
    for (const { client } of this.workers) client.retryNow()
  }

  /** Nobody comes any more; whoever waits must still be served, and everybody's dialogue comes to its end. */
  async end(): Promise<void> {
    this.#isOpen = false
    this.#handsOn = false
    for (const { client } of this.workers) await client.call('desk.setPresence', { status: 'online' })
    await Promise.race([Promise.all(this.#loops), wait(servedWithinMs)])
    this.#handsOn = true
    for (const { client } of this.workers) client.stop()
  }

  /** Judged by the log, of all merchants. */
  async judge(superuserUrl: string, clocksAgree = true): Promise<FloorVerdict> {
    const database = withDatabase(superuserUrl, 'keqiao')
    const events = await readLegs(database)
    const replay = replayLegs(events, await readStaff(database))
    const laws = {
      over_capacity: replay.overCapacity,
      double_assigned: replay.doubleAssigned,
      // Who began to wait first is told by the clocks of the nodes.
      ...(clocksAgree ? { fifo_overtakes: replay.fifoOvertakes } : {}),
      ...(this.#absences.length > 0
        ? { assigned_while_away: assignedWhileAway(replay.assignments, this.#absences).length }
        : {}),
      left_waiting: replay.waiting.size,
      load_differs: replay.loadDiffers,
      legs_closed_twice: replay.closedTwice,
    }
    const broken = Object.entries(laws).filter(([, count]) => count > 0)
    const own = events.filter(({ tenantId }) => tenantId === this.floor.tenantId)
    const transfers = own.filter(({ type, end }) => type === 'leg.closed' && end === 'transfer').length
    const assigned = replay.assignments.filter(({ tenantId }) => tenantId === this.floor.tenantId).length
    const problems = broken.map(([law, count]) => `${law}: ${count}`)
    // Where nothing happened nothing is proven.
    if (assigned < visitorsAtOnce) problems.push(`only ${assigned} dialogues were assigned`)
    if (transfers === 0) problems.push('nobody was handed on')
    const figures = { ...laws, fifo_window: replay.fifoWindow, assigned, transfers }
    return { figures, problems: [...problems, ...(broken.length > 0 ? replay.details.slice(0, 5) : [])] }
  }

  async #visit(contactId: string, token: string): Promise<void> {
    const { port, origin, random } = this.options
    const { client } = connectClient({ author: contactId, as: 'visitor', port, origin, token })
    const key = crypto.randomUUID()
    const opened = await lasting(client, () => client.call('conversation.open', {}, key))
    if (opened) {
      this.#openCount += 1
      const conversation = openConversation(client, { conversationId: opened.conversation.id })
      // Now and then somebody loses his patience, waiting or not.
      const patienceMs = random() < 0.1 ? random() * thinkingMs.visitor : Infinity
      for (let waitedMs = 0; conversation.getSnapshot().conversation?.status !== 'closed'; waitedMs += 50) {
        await wait(50)
        const holderId = conversation.getSnapshot().conversation?.agent?.id ?? ''
        if (waitedMs > patienceMs || this.#awayTooLong.has(holderId)) await conversation.close()
      }
      conversation.release()
      this.#openCount -= 1
    }
    client.stop()
  }

  /** Ends or hands on what he holds, one after the other. */
  async #work({ client, desk, memberId }: Worker): Promise<void> {
    const { random } = this.options
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]
    while (this.#isOpen || this.#openCount > 0) {
      await wait(random() * thinkingMs.agent)
      const dialogue = pick(desk.getSnapshot().own)
      if (!dialogue || this.#awayTooLong.has(memberId)) continue
      const { id: conversationId } = dialogue
      const dice = this.#handsOn ? random() : 1
      // Whatever is refused or lost is seen in the log: he goes on with what his desk shows.
      if (dice < 0.2) {
        const colleague = pick(this.workers.filter((one) => one.memberId !== memberId))
        if (colleague) await desk.transfer(conversationId, { kind: 'member', memberId: colleague.memberId }, '')
      } else if (dice < 0.35) {
        const groupId = pick(this.floor.groupIds)
        if (groupId !== undefined) await desk.transfer(conversationId, { kind: 'group', groupId }, '')
      } else if (dice < 0.4) {
        await client.call('desk.setPresence', { status: 'busy' })
        await wait(random() * thinkingMs.agent)
        await lasting(client, () => client.call('desk.setPresence', { status: 'online' }))
      } else await client.call('conversation.close', { conversationId })
    }
  }
}

type Answer<Result> = { ok: true; result: Result } | { ok: false; error: { code: string } }

/** Asks until there is an answer of the server; null when it refuses. */
async function lasting<Result>(client: Client, ask: () => Promise<Answer<Result>>): Promise<Result | null> {
  for (;;) {
    const answer = await ask()
    if (answer.ok) return answer.result
    if (answer.error.code !== 'disconnected' && answer.error.code !== 'unavailable') return null
    client.retryNow()
    await wait(200)
  }
}
