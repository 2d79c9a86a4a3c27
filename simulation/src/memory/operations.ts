/** The operations on conversations over the database in memory, deciding with the same pure functions as the product. */
import { isVisible, operations } from '@keqiao/contract'
import {
  decide,
  roomNumber,
  type ConversationId,
  type Decision,
  type LegId,
  type MemberActor,
  type TransferTarget,
  type VisitorActor,
} from '@keqiao/domain'
import { conversationView, conversationViewFor, eventView } from '@keqiao/server/features/conversation/index'
import { stateOf, type ConversationRow } from '@keqiao/server/features/conversation/conversation.row'
import { numberEvents } from '@keqiao/server/platform/event-log/index'
import {
  bind,
  refuse,
  type Binding,
  type CallContext,
  type Person,
  type Refused,
} from '@keqiao/server/platform/operations/index'
import { commitOutcome, recalledSeqs, visibleEvents, type StoredConversation } from './database'
import type { MemoryServer } from './server'
import { shutOutOperations } from './shut-out'

type Reached = StoredConversation | Refused

/** How often a message may be decided again. */
const maxDecisions = 8
const sign = () => '/file'

/** Every operation that goes over the socket. */
export function memoryOperations(server: MemoryServer): Binding[] {
  return [
    openOperation(server),
    sendOperation(server),
    recallOperation(server),
    noteOperation(server),
    claimOperation(server),
    transferOperation(server),
    closeOperation(server),
    ...readOperations(server),
    ...deskOperations(server),
    ...shutOutOperations(server),
  ]
}

/** Whoever may not reach it hears what he would hear if it did not exist. */
export function reach({ database, sabotage }: MemoryServer, person: Person, id: string): Reached {
  const conversation = database.conversations.get(id)
  if (!conversation) return refuse('not_found')
  if (sabotage === 'foreign-tenant-delivery') return conversation
  const { row, heldBy } = conversation
  if (row.tenant_id !== person.tenantId) return refuse('not_found')
  if (person.kind === 'visitor') return row.contact_id === person.id ? conversation : refuse('not_found')
  const mayRead = person.scope !== 'own' || row.status === 'queued' || heldBy.has(person.id)
  return mayRead ? conversation : refuse('not_found')
}

const openOperation = (server: MemoryServer) =>
  bind(operations.conversation.open, (actor, input, context) =>
    server.once(actor, context, () => {
      if (actor.kind !== 'visitor') return refuse('forbidden')
      const going = [...server.database.conversations.values()].find(
        ({ row }) => row.contact_id === actor.id && row.status !== 'closed',
      )
      if (going) return { conversation: conversationView(going.row), created: false }
      return { conversation: conversationView(insert(server, actor, input.page ?? null).row), created: true }
    }),
  )

function insert(server: MemoryServer, visitor: VisitorActor, page: ConversationRow['page']): StoredConversation {
  const { database, world } = server
  const [{ id: groupId, name: groupName }] = server.merchantOf(visitor.tenantId).groups
  const [at, room] = [world.time.now(), roomNumber(world.random.next())]
  const id = world.random.uuid() as ConversationId
  const facts = { roomNumber: room, channelId: visitor.channelId, groupId, groupName, contactId: visitor.id }
  const { events, head } = numberEvents({
    tenantId: visitor.tenantId,
    stream: 'conversation',
    streamId: id,
    head: { seq: 0, visitorSeq: 0 },
    actor: visitor,
    at,
    clientId: null,
    events: [
      { type: 'conversation.opened', payload: { ...facts, visitorName: visitor.name, page } },
      { type: 'conversation.queued', payload: { groupId, groupName } },
    ],
  })
  const row = newRow(visitor, { id, room_number: room, group_id: groupId, group_name: groupName, opened_at: at, page })
  const stored = { ...row, seq: head.seq, visitor_seq: head.visitorSeq }
  const conversation: StoredConversation = {
    row: stored,
    staleRow: stored,
    events,
    heldBy: new Set(),
    handedOnBy: null,
  }
  database.conversations.set(id, conversation)
  database.log.push(...events)
  server.committed(events)
  return conversation
}

type NewRow = Pick<ConversationRow, 'id' | 'room_number' | 'group_id' | 'group_name' | 'opened_at' | 'page'>

function newRow(visitor: VisitorActor, fields: NewRow): ConversationRow {
  return {
    tenant_id: visitor.tenantId,
    channel_id: visitor.channelId,
    contact_id: visitor.id,
    visitor_name: visitor.name,
    status: 'queued',
    leg_epoch: 0,
    leg_id: null,
    member_id: null,
    member_name: null,
    seq: 0,
    visitor_seq: 0,
    accepted_at: null,
    closed_at: null,
    end_kind: null,
    visitor_message_count: 0,
    agent_message_count: 0,
    unanswered_since: null,
    last_visitor_at: null,
    last_agent_at: null,
    last_message_seq: null,
    last_message_at: null,
    last_message_from: null,
    last_message_text: null,
    leg_opened_at: null,
    leg_origin: null,
    visitor_here: false,
    visitor_seen_at: null,
    visitor_verified: false,
    former_contact_id: null,
    consent_version: null,
    consent_at: null,
    visitor_read_seq: 0,
    agent_read_seq: 0,
    joined: [],
    last_leg_id: null,
    summarised: false,
    category_path: [],
    rating_invited_by: null,
    rating_leg_id: null,
    rating_invited_count: 0,
    rating_score: null,
    ...fields,
  }
}

const sendOperation = (server: MemoryServer) =>
  bind(operations.conversation.sendMessage, async (actor, { conversationId, body }, context) => {
    if (body.kind !== 'text') return refuse('not_found')
    const { sabotage } = server
    return append(server, actor, conversationId, context, (row) => {
      // The sabotage believes whatever the agent says of himself.
      const held = sabotage === 'agent-speaks-without-leg' && actor.kind === 'member' ? { member_id: actor.id } : {}
      return decide.sendMessage(stateOf({ ...row, ...held }), { body }, actor)
    })
  })

const noteOperation = (server: MemoryServer) =>
  bind(operations.conversation.addNote, async (actor, { conversationId, text }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    return append(server, actor, conversationId, context, (row) => decide.addNote(stateOf(row), { text }, actor))
  })

/** The straight way of a message: decided on an unlocked read, placed later if the epoch still holds. */
async function append(
  server: MemoryServer,
  actor: Person,
  conversationId: string,
  context: CallContext,
  decideOn: (row: ConversationRow) => Decision,
): Promise<{ seq: number; at: number } | Refused> {
  const { world, database, sabotage } = server
  let fresh = false
  for (let attempt = 0; attempt < maxDecisions; attempt++) {
    await server.read()
    const conversation = reach(server, actor, conversationId)
    if ('refused' in conversation) return conversation
    const stale = !fresh && world.faults.strikes('staleRead')
    const decision = decideOn(stale ? conversation.staleRow : conversation.row)
    const key = `${conversationId} ${actor.id} ${context.clientId ?? ''}`
    if (decision.refused) {
      if (stale) {
        fresh = true
        continue
      }
      return server.placeOf(key, context) ?? refuse(decision.code, decision.data)
    }
    const at = world.time.now()
    const place = () => {
      const repeated = sabotage === 'no-dedupe' ? null : server.placeOf(key, context)
      if (repeated) return repeated
      const holds = conversation.row.leg_epoch === decision.legEpoch || sabotage === 'batch-lands-after-close'
      if (!holds) return null
      const events = commitOutcome(database, conversation, actor, decision, { at, clientId: context.clientId })
      const seq = conversation.row.seq
      database.keys.set(key, { seq, at, hash: context.requestHash.toString('hex') })
      server.committed(events)
      return { seq, at }
    }
    if (sabotage === 'ack-before-commit') {
      void server.transact(place).catch(() => undefined)
      return { seq: conversation.row.seq + 1, at }
    }
    const placed = await server.transact(place)
    if (placed) return placed
    fresh = true
  }
  return refuse('unavailable', undefined, 200)
}

const claimOperation = (server: MemoryServer) =>
  bind(operations.conversation.claim, (actor, input, context) =>
    server.once(actor, context, () => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const target =
        input.conversationId === undefined ? longestWaiting(server, actor) : reach(server, actor, input.conversationId)
      if (!target) return refuse('queue_empty')
      if ('refused' in target) return target
      const member = server.memberOf(actor.id)
      const load = {
        status: member.status,
        connected: server.isConnected(member),
        active: member.active,
        capacity: member.capacity,
        mayExceed: server.sabotage === 'capacity-check-dropped',
      }
      const legId = server.world.random.uuid() as LegId
      return decideNow(server, target, actor, decide.claim(stateOf(target.row), { legId }, actor, load))
    }),
  )

function longestWaiting({ database }: MemoryServer, actor: MemberActor): StoredConversation | undefined {
  return [...database.conversations.values()].find(
    ({ row }) => row.status === 'queued' && database.members.get(actor.id)?.groupIds.includes(row.group_id),
  )
}

const transferOperation = (server: MemoryServer) =>
  bind(operations.conversation.transfer, (actor, { conversationId, to, reason }, context) =>
    server.once(actor, context, () => {
      if (actor.kind !== 'member') return refuse('forbidden')
      const target = reach(server, actor, conversationId)
      if ('refused' in target) return target
      const where = to.kind === 'group' ? lineOf(server, actor, to.groupId) : colleague(server, actor, to.memberId)
      if (!where) return refuse('not_found')
      return decideNow(server, target, actor, decide.transfer(stateOf(target.row), { to: where, reason }, actor))
    }),
  )

function lineOf(server: MemoryServer, { tenantId }: MemberActor, groupId: string): TransferTarget | null {
  const group = server.merchantOf(tenantId).groups.find(({ id }) => id === groupId)
  return group ? { kind: 'group', group } : null
}

/** Whatever he holds: a transfer may exceed his capacity. */
function colleague(server: MemoryServer, { tenantId }: MemberActor, memberId: string): TransferTarget | null {
  const found = server.database.members.get(memberId)
  if (!found || found.actor.tenantId !== tenantId || found.disabled) return null
  const { actor, status, active, capacity } = found
  return {
    kind: 'member',
    member: { id: actor.id, nickname: actor.name },
    legId: server.world.random.uuid() as LegId,
    load: { status, active, capacity, connected: server.isConnected(found) },
  }
}

const closeOperation = (server: MemoryServer) =>
  bind(operations.conversation.close, (actor, { conversationId }, context) =>
    server.once(actor, context, () => {
      const target = reach(server, actor, conversationId)
      if ('refused' in target) return target
      return decideNow(server, target, actor, decide.close(stateOf(target.row), actor))
    }),
  )

const recallOperation = (server: MemoryServer) =>
  bind(operations.conversation.recallMessage, (actor, { conversationId, seq }, context) =>
    server.once(actor, context, () => {
      const target = reach(server, actor, conversationId)
      if ('refused' in target) return target
      const event = target.events.find((one) => one.seq === seq && one.type === 'message.sent')
      const message = event && {
        seq,
        authorId: event.actor.id,
        saidAt: event.at,
        isRecalled: recalledSeqs(target.events).has(seq),
      }
      const at = server.world.time.now()
      const answer = decideNow(
        server,
        target,
        actor,
        decide.recallMessage(stateOf(target.row), message ?? null, actor, at),
      )
      return 'refused' in answer ? answer : { seq: target.row.seq, at }
    }),
  )

function decideNow(server: MemoryServer, target: StoredConversation, actor: Person, decision: Decision) {
  if (decision.refused) return refuse(decision.code, decision.data)
  const at = server.world.time.now()
  server.committed(commitOutcome(server.database, target, actor, decision, { at, clientId: null }))
  return { conversation: conversationView(target.row) }
}

const recalledOf = ({ sabotage }: MemoryServer, { events }: StoredConversation): ReadonlySet<number> =>
  sabotage === 'recalled-words-shown' ? new Set() : recalledSeqs(events)

function readOperations(server: MemoryServer): Binding[] {
  return [
    bind(operations.conversation.get, async (actor, { conversationId, limit }) => {
      await server.read()
      const target = reach(server, actor, conversationId)
      if ('refused' in target) return target
      const audience = actor.kind === 'visitor' ? 'visitor' : 'staff'
      const events = visibleEvents(target, audience).slice(-limit)
      const row = server.sabotage === 'stale-snapshot' ? target.staleRow : target.row
      return {
        conversation: conversationViewFor(row, audience),
        events: events.map((event) => eventView(event, audience, sign, recalledOf(server, target))),
        cursor: audience === 'visitor' ? target.row.visitor_seq : target.row.seq,
        more: (events[0]?.seq ?? 1) > 1,
        online: true,
      }
    }),
    bind(operations.conversation.history, async (actor, { conversationId, beforeSeq, limit }) => {
      await server.read()
      const target = reach(server, actor, conversationId)
      if ('refused' in target) return target
      const audience = actor.kind === 'visitor' ? 'visitor' : 'staff'
      const before = target.events.filter((event) => event.seq < beforeSeq && isVisible(event.type, audience))
      const page = before.slice(-limit)
      return {
        events: page.map((event) => eventView(event, audience, sign, recalledOf(server, target))),
        more: (page[0]?.seq ?? 1) > 1,
      }
    }),
  ]
}

function deskOperations(server: MemoryServer): Binding[] {
  return [
    bind(operations.desk.get, async (actor) => {
      if (actor.kind !== 'member') return refuse('forbidden')
      await server.read()
      const { version, status, capacity, active } = server.memberOf(actor.id)
      const rows = [...server.database.conversations.values()].map(({ row }) => row)
      const open = rows.filter((row) => row.member_id === actor.id && row.status === 'open')
      const waiting = rows.filter((row) => row.tenant_id === actor.tenantId && row.status === 'queued')
      return {
        version,
        status,
        capacity,
        active,
        open: open.map(conversationView),
        waitingCount: waiting.length,
        waiting: waiting.map(conversationView),
        summaryOnClear: 'off' as const,
      }
    }),
    bind(operations.desk.setPresence, (actor, { status }, context) =>
      server.once(actor, context, () => {
        const member = server.memberOf(actor.id)
        if (member.disabled && status !== 'away') return refuse('not_found')
        if (member.status !== status) member.version += 1
        member.status = status
        // What an agent at work is to routing; his status is no event of a conversation.
        if (status === 'online') server.router.wake(actor.tenantId)
        return { status }
      }),
    ),
  ]
}
