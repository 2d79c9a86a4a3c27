import { CLOSE_CODES, SILENCE_TOLERANCE_MS, type Audience, type LampFrame, type ServerFrame } from '@keqiao/contract'
import type { Clock } from '../clock'
import { isUnavailable } from '../database/doors'
import { isLongLivedStream } from '../ids'
import { refuse, type Person, type Refused } from '../operations'
import type { Connection } from './connection'
import { headsOf } from './heads-of'
import { createHub, type Hub } from './hub'
import type { GatewayLimits, GatewayMeter, GatewayPorts } from './ports'
import { sendElsewhere } from './send-elsewhere'
import { lampQuestion, spreadFrame, type SpreadFrame } from './spread-frame'
import { deskTopic, memberTopic, streamTopic } from './topics'

/** Every connection is beaten once in this time, a slice of them each second. */
const beatMs = 20_000
const slices = 20
/**
 * Members are asked this often whether they are there, since routing counts on them: their leases live fifteen seconds
 * without an answer (architecture.md section 7).
 */
const askEveryMs = 5_000

const nothing = (): void => undefined
const unmetered: GatewayMeter = { frameIn: nothing, frameOut: nothing, refused: nothing, connections: nothing }

interface NodeOptions {
  readonly clock: Clock
  readonly ports: GatewayPorts
  readonly limits: GatewayLimits
  readonly maxConnections: number
  readonly maxPerPerson: number
  readonly onError: (error: unknown, where: string) => void
  /** Sockets from one network address, before and after hello; 0: no limit. */
  readonly maxPerAddress?: number
  readonly meter?: GatewayMeter
  /** Hands a frame to the hubs of all nodes, this one included; without it there is only this one. */
  readonly spread?: (frame: SpreadFrame) => void
}

/**
 * What all connections of one process share: the hub, the wheel that beats them, the renewal of leases, and the count of
 * what is under way.
 *
 * Lifecycle: `start` sets the timers; `drain` refuses newcomers and sends everybody elsewhere; `stop` ends the timers.
 */
export class Node {
  readonly hub: Hub<Connection> = createHub()
  readonly clock: Clock
  readonly ports: GatewayPorts
  readonly limits: GatewayLimits
  readonly meter: GatewayMeter
  private readonly wheel: Set<Connection>[] = Array.from({ length: slices }, () => new Set())
  private readonly lobby = new Set<Connection>()
  private readonly perPerson = new Map<string, number>()
  private readonly perAddress = new Map<string, number>()
  private readonly running = new Set<Promise<void>>()
  private turn = 0
  private nextSlice = 0
  private askedAt = 0
  private seated = 0
  private draining = false
  private cancels: (() => void)[] = []

  constructor(private readonly options: NodeOptions) {
    this.clock = options.clock
    this.ports = options.ports
    this.limits = options.limits
    this.meter = options.meter ?? unmetered
  }

  get connectionCount(): number {
    return this.seated
  }

  start(): void {
    this.repeat(beatMs / slices, () => this.beat())
    this.repeat(askEveryMs, () => this.renew())
  }

  private repeat(everyMs: number, task: () => Promise<void>): void {
    const slot = this.cancels.length
    const schedule = () => {
      this.cancels[slot] = this.clock.setTimer(everyMs, () => {
        this.track(task())
        schedule()
      })
    }
    this.cancels.push(() => undefined)
    schedule()
  }

  /** Everyone who has not said hello yet; they too must go when the node stops. */
  arrive(connection: Connection): void {
    this.lobby.add(connection)
  }

  /** Counts a socket of an address from its first moment; says why not when there are too many. */
  enter(address: string): Refused | null {
    const { maxPerAddress = 0 } = this.options
    const held = this.perAddress.get(address) ?? 0
    if (maxPerAddress > 0 && held >= maxPerAddress) return refuse('too_many_connections', { max: maxPerAddress }, 5_000)
    this.perAddress.set(address, held + 1)
    return null
  }

  /** The socket that entered is gone. */
  leave(address: string): void {
    const held = (this.perAddress.get(address) ?? 1) - 1
    if (held > 0) this.perAddress.set(address, held)
    else this.perAddress.delete(address)
  }

  /** Lets a person in, or says why not. */
  admit(connection: Connection, person: Person): Refused | null {
    if (this.draining) return refuse('server_draining', undefined, 0)
    if (this.seated >= this.options.maxConnections) return refuse('too_many_connections', undefined, 5_000)
    const held = this.perPerson.get(person.id) ?? 0
    if (held >= this.options.maxPerPerson)
      return refuse('too_many_connections', { max: this.options.maxPerPerson }, 5_000)
    this.perPerson.set(person.id, held + 1)
    this.lobby.delete(connection)
    // Not by count: with leaving and coming everybody would gather in one slice.
    this.wheel[this.nextSlice]?.add(connection)
    this.nextSlice = (this.nextSlice + 1) % slices
    this.seated += 1
    this.meter.connections(this.seated)
    return null
  }

  /** How often this person hears something, in milliseconds. */
  beatMsFor(person: Person): number {
    return person.kind === 'member' ? askEveryMs : beatMs
  }

  async welcome(connection: Connection, person: Person): Promise<void> {
    if (person.kind !== 'member') return
    this.hub.join(memberTopic(person.id), connection)
    this.hub.join(deskTopic(person.tenantId), connection)
    await this.openLease(connection, person)
  }

  private async openLease(connection: Connection, person: Person): Promise<void> {
    await this.ports.leases.open(connection.id, person)
    // It may have gone while its lease was being stored.
    if (connection.closed) await this.ports.leases.close(connection.id, person)
  }

  /** Everything of a connection that is over. */
  forget(connection: Connection): void {
    const { person } = connection
    this.lobby.delete(connection)
    connection.unwatchAll()
    if (!person) return
    for (const slice of this.wheel) {
      if (!slice.delete(connection)) continue
      this.seated -= 1
      this.meter.connections(this.seated)
      break
    }
    const held = (this.perPerson.get(person.id) ?? 1) - 1
    if (held > 0) this.perPerson.set(person.id, held)
    else this.perPerson.delete(person.id)
    for (const [streamId, how] of connection.followed ?? []) if (how === 'joined') this.part(connection, streamId)
    if (person.kind === 'visitor' && held <= 0) this.ports.visitorLeft(person)
    if (person.kind !== 'member') return
    this.hub.leave(memberTopic(person.id), connection)
    this.hub.leave(deskTopic(person.tenantId), connection)
    this.track(this.ports.leases.close(connection.id, person))
  }

  /** CON-03: the visitor's first connection lights the lamp. */
  join(connection: Connection, streamId: string): void {
    const topic = streamTopic(streamId, connection.audience)
    const first = connection.audience === 'visitor' && !this.hub.has(topic)
    this.hub.join(topic, connection)
    this.tellFollowing(connection, streamId, true)
    if (!first) return
    this.lamp(streamId, true)
    this.ports.visitorSeen(streamId, true)
  }

  part(connection: Connection, streamId: string): void {
    const topic = streamTopic(streamId, connection.audience)
    this.hub.leave(topic, connection)
    this.tellFollowing(connection, streamId, false)
    if (connection.audience !== 'visitor' || this.hub.has(topic)) return
    this.lamp(streamId, false)
    this.askLamp(streamId)
    this.ports.visitorSeen(streamId, false)
  }

  private tellFollowing({ id, person }: Connection, streamId: string, follows: boolean): void {
    if (person?.kind === 'member' && !isLongLivedStream(streamId)) {
      this.ports.memberFollows?.(id, person, streamId, follows)
    }
  }

  /** Whether the visitor of a conversation has a connection to this node. */
  isOnline(streamId: string): boolean {
    return this.hub.has(streamTopic(streamId, 'visitor'))
  }

  /** Asks the other nodes: whoever holds the visitor lights his lamp. */
  askLamp(streamId: string): void {
    this.options.spread?.({ topic: lampQuestion, frame: streamId })
  }

  private answerLamp(streamId: string): void {
    if (!this.isOnline(streamId)) return
    this.lamp(streamId, true)
    // The other node has just written down that he went.
    this.ports.visitorSeen(streamId, true)
  }

  private lamp(s: string, online: boolean): void {
    this.spread(streamTopic(s, 'staff'), { t: 'lamp', s, online } satisfies LampFrame)
  }

  /** Sends what is never stored to whoever listens, on whatever node. */
  spread(topic: string, frame: ServerFrame): void {
    const { spread } = this.options
    if (spread) spread(spreadFrame(topic, frame))
    else this.hub.send(topic, () => frame)
  }

  /** Takes what another part of this process, or another node, has spread. */
  hear(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('topic' in message) || !('frame' in message)) return
    const { topic, frame } = message
    if (typeof topic !== 'string' || typeof frame !== 'string') return
    if (topic === lampQuestion) return this.answerLamp(frame)
    for (const listener of this.hub.listeners(topic)) listener.deliver(frame)
  }

  async range(person: Person, streamId: string, cursor: number) {
    try {
      return await this.ports.range(person, streamId, cursor)
    } catch (error) {
      this.fault(error, 'follow')
      return refuse('unavailable', undefined, 1_000)
    }
  }

  /** A fault of ours is reported; a database that is away is not one. */
  fault(error: unknown, where: string): void {
    if (!isUnavailable(error)) this.options.onError(error, where)
  }

  /** Keeps an eye on work that nobody awaits; what it throws is ours and harms no connection. */
  track(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.fault(error, 'gateway'))
      .finally(() => this.running.delete(settled))
    this.running.add(settled)
  }

  /** One slice of the wheel: cuts the silent, then tells each where its streams stand in the log. */
  private async beat(): Promise<void> {
    const slice = this.wheel[this.turn]
    this.turn = (this.turn + 1) % slices
    if (!slice) return
    const silentSince = this.clock.monotonic() - SILENCE_TOLERANCE_MS
    for (const connection of slice) {
      if (connection.lastHeardAt < silentSince) connection.close(CLOSE_CODES.silent)
    }
    await this.expel([...slice])
    const [visitor, staff, loads] = await this.readHeads([...slice])
    const now = this.clock.now()
    for (const connection of slice) {
      if (connection.closed) continue
      const heads = headsOf(connection, connection.audience === 'staff' ? staff : visitor)
      const load = connection.person ? loads.get(connection.person.id) : undefined
      connection.send(load === undefined ? { t: 'beat', now, heads } : { t: 'beat', now, heads, load })
    }
  }

  /** An unreachable database does not stop the beat: it only carries no heads. */
  private async readHeads(connections: readonly Connection[]) {
    const none: [ReadonlyMap<string, number>, ReadonlyMap<string, number>, ReadonlyMap<string, number>] = [
      new Map(),
      new Map(),
      new Map(),
    ]
    const followedBy = (audience: Audience) => [
      ...new Set(connections.filter((c) => c.audience === audience).flatMap((c) => [...(c.followed?.keys() ?? [])])),
    ]
    const members = connections.flatMap((c) => (c.person?.kind === 'member' ? [c.person.id] : []))
    const [forVisitors, forStaff] = [followedBy('visitor'), followedBy('staff')]
    try {
      return await Promise.all([
        forVisitors.length > 0 ? this.ports.heads('visitor', forVisitors) : none[0],
        forStaff.length > 0 ? this.ports.heads('staff', forStaff) : none[1],
        members.length > 0 ? this.ports.loads(members) : none[2],
      ])
    } catch (error) {
      this.fault(error, 'beat')
      return none
    }
  }

  /**
   * Cuts those whose session has ended, who were disabled, or whose merchant was suspended: at the latest with their next
   * beat, at once where somebody says so.
   */
  async expel(connections: readonly Connection[]): Promise<void> {
    const people = connections.flatMap((connection) => (connection.person ? [connection.person] : []))
    if (people.length === 0) return
    try {
      const gone = new Set(await this.ports.gone(people))
      for (const connection of connections) {
        if (connection.person && gone.has(connection.person)) {
          connection.close(CLOSE_CODES.refused, refuse('unauthenticated'))
        }
      }
    } catch (error) {
      this.fault(error, 'expel')
    }
  }

  /** The same at once, for everyone who is connected as this member. */
  recheckMember(memberId: string): void {
    this.track(this.expel([...this.hub.listeners(memberTopic(memberId))]))
  }

  /** What he may do or is called has changed: his sockets come again at once, as who he is now. */
  reconnectMember(memberId: string): void {
    for (const connection of [...this.hub.listeners(memberTopic(memberId))]) connection.close(CLOSE_CODES.draining)
  }

  /** The same for the visitors of a channel. */
  reconnectVisitors(channelId: string): void {
    for (const connection of this.all()) {
      const { person } = connection
      if (person?.kind === 'visitor' && person.channelId === channelId) connection.close(CLOSE_CODES.draining)
    }
  }

  /**
   * A leg opened: of those who watched the conversation while it waited, only its agent is known to be still allowed.
   * The others stop hearing before the event is told, and may ask again.
   */
  narrow(streamId: string, holderId: string): void {
    for (const connection of [...this.hub.listeners(streamTopic(streamId, 'staff'))]) {
      const { person } = connection
      if (person?.kind === 'member' && person.scope !== 'tenant' && person.id !== holderId) connection.drop(streamId)
    }
  }

  /** The shop has named the visitor: sockets that still speak as who he was hear nothing more of it. */
  keepVisitor(streamId: string, contactId: string): void {
    for (const connection of [...this.hub.listeners(streamTopic(streamId, 'visitor'))]) {
      if (connection.person?.id !== contactId) connection.drop(streamId)
    }
  }

  /**
   * Renews the leases of those who have answered since the last round, and asks everybody anew. A lost network, a closed
   * lid, a page that hangs: the socket stays open, and nobody is there. Who speaks again after that is opened anew, for
   * routing hears of it by this.
   */
  private async renew(): Promise<void> {
    const heardSince = this.askedAt
    this.askedAt = this.clock.monotonic()
    const now = this.clock.now()
    const back: Promise<void>[] = []
    const there: { connectionId: string; person: Person }[] = []
    for (const connection of this.all()) {
      const { person } = connection
      if (person?.kind !== 'member') continue
      const wasMissing = connection.isMissing
      connection.isMissing = connection.lastHeardAt < heardSince
      connection.send({ t: 'beat', now, heads: {} })
      if (connection.isMissing || connection.closed) continue
      if (wasMissing) back.push(this.openLease(connection, person))
      else there.push({ connectionId: connection.id, person })
    }
    if (there.length > 0) back.push(this.ports.leases.renew(there))
    await Promise.all(back)
  }

  private all(): Connection[] {
    return this.wheel.flatMap((slice) => [...slice])
  }

  /** Refuses newcomers and sends everybody elsewhere. */
  async drain(): Promise<void> {
    this.draining = true
    await sendElsewhere([...this.lobby, ...this.all()], this.clock)
  }

  async stop(): Promise<void> {
    await this.drain()
    for (const cancel of this.cancels) cancel()
    while (this.running.size > 0) await Promise.all(this.running)
  }
}
