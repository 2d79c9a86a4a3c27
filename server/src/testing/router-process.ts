/**
 * A program of its own: one process of the product's routing on a migrated database, without sockets. `bench/src/routing`
 * starts several of them on one database and speaks to each over the channel of a forked process:
 * `{id, name, input}` is answered by `{id, result}` or `{id, error}`.
 *
 * Everything it does goes through the product's own doors: visitors open, agents are connected by leases that are renewed,
 * set their status and close what they hold, and what assigns is the router, woken by the events of this process.
 */
import { randomUUID } from 'node:crypto'
import { operations, type Operation } from '@keqiao/contract'
import type { ChannelId, ContactId, MemberActor, MemberId, TenantId, VisitorActor } from '@keqiao/domain'
import { conversationOperations, createMessageLog } from '../features/conversation'
import { loadMemberActor } from '../features/member'
import { createLeases, createRouter, reactToEvents, routingOperations, type Router } from '../features/routing'
import { systemClock } from '../platform/clock'
import { openDoors } from '../platform/database/doors'
import { createRelay, openLog } from '../platform/event-log'
import { createExecute, type Execute, type Person, type Services } from '../platform/operations'
import { readHeldBy, type HeldDialogue } from './open-legs.store'
import { spoilDoors, type RoutingSabotage } from './spoiled-statements'

interface OpenInput {
  readonly url: string
  readonly sabotage: RoutingSabotage | null
}

interface QueueInput {
  readonly tenantId: TenantId
  readonly visitors: readonly { readonly contactId: ContactId; readonly channelId: ChannelId }[]
}

interface EmployInput {
  readonly tenantId: TenantId
  readonly memberIds: readonly MemberId[]
  /** What each may hold: whoever holds less ends nothing. */
  readonly capacity: number
}

/** As many as a lease's time allows for: one renewal may be late. */
const renewEveryMs = 5_000
/** Visitors of one process that open at the same time. */
const openingAtOnce = 4
const lookAgainMs = 10

interface Process {
  readonly services: Services
  readonly execute: Execute
  readonly router: Router
}

const clock = systemClock()
const counts = { assigned: 0, closed: 0 }
const faults: string[] = []
let running: Process | null = null
let staff: readonly MemberActor[] = []
let capacity = 0
let freeing = false
let lanes: Promise<void>[] = []
let held: HeldDialogue[] = []
/** A look at what is held may be older than the end of some of it; what is over never comes back. */
const ended = new Set<string>()
let looking: Promise<void> | null = null

function here(): Process {
  if (!running) throw new Error('nothing is open')
  return running
}

function note(error: unknown, where: string): string {
  faults.push(`${where}: ${error instanceof Error ? error.message : String(error)}`)
  return where
}

async function open({ url, sabotage }: OpenInput): Promise<void> {
  const real = openDoors({ url, poolSize: 10, onError: note })
  const doors = sabotage === null ? real : spoilDoors(real, sabotage)
  const relay = createRelay(note)
  relay.listen((events) => {
    for (const { type } of events) if (type === 'leg.opened') counts.assigned += 1
  })
  const services: Services = {
    doors,
    clock,
    relay,
    epoch: await openLog(doors),
    random: Math.random,
    onError: (error, where) => void note(error, where),
  }
  const parts = {
    messages: createMessageLog({ services }),
    sign: () => '/file',
    isOnline: () => true,
    tellRead: () => undefined,
    tellConsulted: () => undefined,
    invitationOf: () => null,
  }
  const bindables = [...conversationOperations(parts), ...routingOperations]
  const execute = createExecute({ bindings: bindables.map((bindable) => bindable(services)), onFault: note })
  const router = createRouter(services)
  relay.listen(reactToEvents(router))
  running = { services, execute, router }
}

async function must(actor: Person, operation: Operation, input: unknown): Promise<unknown> {
  const answer = await here().execute(actor, { operation: operation.name, input, clientId: randomUUID() })
  if (answer.ok) return answer.result
  throw new Error(`${operation.name} was refused: ${JSON.stringify(answer.refusal.error)} ${faults.at(-1) ?? ''}`)
}

async function queue({ tenantId, visitors }: QueueInput): Promise<void> {
  const waiting = visitors.values()
  const openNext = async () => {
    for (const { contactId, channelId } of waiting) {
      const visitor: VisitorActor = { kind: 'visitor', tenantId, id: contactId, name: '访客', channelId }
      await must(visitor, operations.conversation.open, {})
    }
  }
  await Promise.all(Array.from({ length: openingAtOnce }, openNext))
}

/** Agents come to this process and stay; at 离开 until `begin`. */
async function employ({ tenantId, memberIds, capacity: mayHold }: EmployInput): Promise<void> {
  capacity = mayHold
  const { services } = here()
  const leases = createLeases(services, randomUUID())
  const members = await services.doors.withTenant(tenantId, async (tx) => {
    const loaded: (MemberActor | null)[] = []
    for (const id of memberIds) loaded.push(await loadMemberActor(tx, tenantId, id))
    return loaded
  })
  staff = members.filter((member) => member !== null)
  if (staff.length < memberIds.length) throw new Error('a member is not there')
  const sockets = staff.map((person) => ({ connectionId: randomUUID(), person }))
  for (const { connectionId, person } of sockets) await leases.open(connectionId, person)
  const renew = () => {
    void leases.renew(sockets).catch((error: unknown) => note(error, 'lease renewal'))
    clock.setTimer(renewEveryMs, renew)
  }
  clock.setTimer(renewEveryMs, renew)
}

async function begin({ outstanding }: { outstanding: number }): Promise<void> {
  freeing = true
  for (const member of staff) await must(member, operations.desk.setPresence, { status: 'online' })
  lanes = Array.from({ length: outstanding }, freeUp)
}

/** Ends dialogues of its agents, one after the other, chosen by chance. */
async function freeUp(): Promise<void> {
  while (freeing) {
    const dialogue = await nextDialogue()
    const member = staff.find(({ id }) => id === dialogue?.member_id)
    if (!dialogue || !member) {
      await new Promise<void>((resolve) => void clock.setTimer(lookAgainMs, resolve))
      continue
    }
    const conversationId = dialogue.conversation_id
    ended.add(conversationId)
    try {
      await must(member, operations.conversation.close, { conversationId })
      counts.closed += 1
    } catch (error) {
      note(error, 'close')
    }
  }
}

async function nextDialogue(): Promise<HeldDialogue | undefined> {
  const { services } = here()
  const [first] = staff
  if (held.length === 0 && first) {
    const ids = staff.map(({ id }) => id)
    looking ??= services.doors
      .withTenant(first.tenantId, (tx) => readHeldBy(tx, first.tenantId, ids))
      .then((all) => {
        held = chosenToEnd(all)
      })
      .finally(() => {
        looking = null
      })
    await looking
  }
  const next = held.pop()
  return next && ended.has(next.conversation_id) ? undefined : next
}

/** Of everybody who is full one or two dialogues, so that agents are all but full and free up at random. */
function chosenToEnd(all: readonly HeldDialogue[]): HeldDialogue[] {
  return staff.flatMap(({ id }) => {
    const own = all.filter(({ member_id }) => member_id === id)
    if (own.length < capacity) return []
    const from = Math.floor(Math.random() * own.length)
    return own.slice(from, from + 1 + Math.floor(Math.random() * 2))
  })
}

/** Nobody frees anything any more, and the router has come to its end. */
async function pause(): Promise<void> {
  freeing = false
  await Promise.all(lanes)
  held = []
  await here().router.settled()
}

const calls = {
  open,
  queue,
  employ,
  begin,
  pause,
  counts: () => Promise.resolve({ ...counts, faults: faults.slice(0, 5), faultCount: faults.length }),
} as const

process.on('message', (message) => {
  const { id, name, input } = message as { id: number; name: keyof typeof calls; input: never }
  const answer = (response: object) => process.send?.({ id, ...response })
  calls[name](input).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.once('disconnect', () => process.exit())
