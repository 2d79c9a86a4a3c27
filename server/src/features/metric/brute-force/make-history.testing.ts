import type { TenantId } from '@keqiao/domain'
import { DateTime } from 'luxon'
import { createChance, type Chance } from './chance.testing'
import { decide } from './make-decisions.testing'
import { live, outsOf, rename } from './make-members.testing'
import {
  hour,
  isActive,
  longLived,
  memberOf,
  minute,
  outFrom,
  second,
  system,
  type MadeEvent,
  type Person,
  type World,
} from './world.testing'

/** A few days of one merchant, told by a seed. */
export interface History {
  readonly seed: number
  readonly tenantId: TenantId
  /** In the order in which they happened. */
  readonly events: readonly MadeEvent[]
  readonly groupIds: readonly string[]
  readonly memberIds: readonly string[]
  /** Of those, who may still sign in when it is looked at. */
  readonly activeIds: readonly string[]
  readonly channelIds: readonly string[]
  /** When it is looked at: after the last event. */
  readonly now: number
  readonly from: string
  readonly to: string
}

const zones = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/New_York',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Europe/London',
  'Pacific/Chatham',
]
/** Days with something about them: summer time begins or ends somewhere, a year ends, a day like others. */
const starts = ['2026-03-07', '2026-10-31', '2026-03-28', '2026-04-04', '2026-12-30', '2026-11-10', '2026-09-26']

/** Makes the history of a seed; `salt` gives it other ids, not another past. */
export function makeHistory(seed: number, salt = 0): History {
  const chance = createChance(seed)
  const ids = createChance(seed * 1_000 + salt + 7)
  const zone = chance.pick(zones)
  const begins = DateTime.fromISO(chance.pick(starts), { zone }).toMillis()
  const days = chance.between(1, 4)
  const ends = begins + days * 24 * hour
  const made: Omit<MadeEvent, 'seq'>[] = []
  const person = (name: string, outs: Person['outs'] = []): Person => ({ id: ids.id(begins - 10 * hour), name, outs })
  const renames: World['renames'] = []
  const world: World = {
    chance: { ...chance, id: ids.id },
    groups: Array.from({ length: chance.between(1, 3) }, (_, index) => person(`组${index}`)),
    agents: Array.from({ length: chance.between(2, 4) }, (_, index) =>
      // The first one is the administrator, whom nobody shuts out.
      person(`客服${index}`, index === 0 ? [] : outsOf(chance, begins, ends)),
    ),
    channelIds: Array.from({ length: chance.between(1, 2) }, () => ids.id(begins - 20 * hour)),
    begins,
    ends,
    renames,
    nameAt: (whose, at) => renames.findLast((named) => named.whose === whose && named.at <= at)?.to ?? whose.name,
    add: (event) => void made.push(event),
  }
  sayZones(world, zone)
  decide(world, createChance(seed * 31 + 3))
  rename(world)
  for (const agent of world.agents) live(world, agent)
  const count = chance.between(8, 22)
  for (let index = 0; index < count; index++) talk(world, ids)
  for (let index = chance.between(0, 5); index > 0; index--)
    leaveMessage(world, ids, null, chance.between(begins, ends))
  const events = numbered(made)
  const now = Math.max(ends, events.at(-1)?.at ?? 0) + 1 + chance.between(0, 8) * hour
  return {
    seed,
    tenantId: ids.id(begins - 30 * hour) as TenantId,
    events,
    groupIds: world.groups.map(({ id }) => id),
    memberIds: world.agents.map(({ id }) => id),
    activeIds: world.agents.filter((agent) => isActive(agent, now)).map(({ id }) => id),
    channelIds: world.channelIds,
    now,
    from: new Date(begins - 24 * hour).toISOString().slice(0, 10),
    to: new Date(now + 48 * hour).toISOString().slice(0, 10),
  }
}

function numbered(made: readonly Omit<MadeEvent, 'seq'>[]): MadeEvent[] {
  const heads = new Map<string, number>()
  return made
    .map((event, index) => ({ event, index }))
    .toSorted((a, b) => a.event.at - b.event.at || a.index - b.index)
    .map(({ event }) => {
      const seq = (heads.get(event.streamId) ?? 0) + 1
      heads.set(event.streamId, seq)
      return { ...event, seq }
    })
}

/** The merchant says where he is, changes other settings, and sometimes moves. */
function sayZones({ chance, begins, ends, agents, add }: World, zone: string): void {
  const streamId = longLived(chance.id(begins))
  const [admin] = agents
  if (!admin) return
  const actor = memberOf(admin, admin.name)
  const change = (at: number, from: string, to: string) => {
    const payload = { name: 'hours', from: { timeZone: from }, to: { timeZone: to } }
    add({ stream: 'setting', streamId, type: 'settings.changed', payload, actor, at })
  }
  if (zone !== 'Asia/Shanghai') change(begins - 2 * hour, 'Asia/Shanghai', zone)
  if (chance.is(0.5)) {
    const payload = { name: 'hours', from: { always: true }, to: { always: false } }
    add({ stream: 'setting', streamId, type: 'settings.changed', payload, actor, at: chance.between(begins, ends) })
  }
  if (chance.is(0.25)) change(chance.between(begins, ends), zone, chance.pick(zones))
}

/** Puts an event of one conversation into the log; now, unless it says when. */
type Say = (type: string, payload: Record<string, unknown>, actor?: MadeEvent['actor'], when?: number) => void

/** What is said in one dialogue that begins at `begins`; returns when it was last spoken, before its agent was shut out. */
function converse(
  { chance, nameAt }: World,
  { id: legId, agent }: { readonly id: string; readonly agent: Person },
  begins: number,
  say: Say,
  visitorSays: (when: number) => void,
): number {
  let at = begins
  const until = outFrom(agent, begins)
  for (let steps = chance.between(0, 9); steps > 0; steps--) {
    const before = at
    at += chance.is(0.6) ? chance.between(200, 40 * second) : chance.between(second, 8 * minute)
    if (at >= until) return before
    const speaker = chance.pick(['visitor', 'visitor', 'agent', 'agent', 'automatic', 'note', 'invite'] as const)
    const name = nameAt(agent, at)
    const said = { from: 'agent', authorName: name, body: { kind: 'text', text: '您好' } }
    if (speaker === 'visitor') visitorSays(at)
    else if (speaker === 'agent') say('message.sent', said, memberOf(agent, name), at)
    else if (speaker === 'note') say('note.added', { authorName: name, text: '记一下' }, system, at)
    else if (speaker === 'automatic') {
      // The product says it in the agent's name, or in its own.
      const actor = chance.is(0.5) ? memberOf(agent, name) : system
      say('message.sent', { ...said, ...(actor === system ? {} : { automatic: true }) }, actor, at)
    } else if (chance.is(0.5)) say('rating.invited', { legId, memberId: agent.id, by: 'agent' }, system, at)
  }
  return at
}

interface WayOn {
  readonly at: number
  readonly how: 'ends' | 'handed' | 'released' | 'queued'
}

/** How a dialogue goes on that was last spoken in at `at`, and whose agent is shut out at `out`; null: it stays open. */
function wayOn(
  { chance }: World,
  { at, isLast, out }: { readonly at: number; readonly isLast: boolean; readonly out: number },
): WayOn | null {
  const way = chance.next()
  const ends = isLast || way >= 0.35
  // Some are still going on, or go on until their agent is shut out.
  const stays = ends && chance.is(0.08)
  if (stays && out === Infinity) return null
  // The job that follows the shutting out gives the dialogue back to the line.
  if (stays || at >= out) return { at: out + chance.between(0, 2_000), how: 'released' }
  if (ends) return { at, how: 'ends' }
  return { at, how: way < 0.2 ? 'handed' : way < 0.25 ? 'released' : 'queued' }
}

/** One visit, from the first question to the rating. */
function talk(world: World, ids: Chance): void {
  const { chance, groups, agents, channelIds, begins, ends, nameAt, add } = world
  let at = chance.between(begins, ends)
  const id = ids.id(at)
  const visitor = { kind: 'visitor', id: ids.id(at), name: '访客123456' } as const
  let group = chance.pick(groups)
  const channelId = chance.pick(channelIds)
  const say: Say = (type, payload, actor = system, when = at) =>
    add({ stream: 'conversation', streamId: id, type, payload, actor, at: when })
  const line = () => ({ groupId: group.id, groupName: nameAt(group, at) })
  const visitorSays = (when: number) =>
    say(
      'message.sent',
      { from: 'visitor', authorName: visitor.name, body: { kind: 'text', text: '在吗' } },
      visitor,
      when,
    )
  say(
    'conversation.opened',
    { roomNumber: '123456', channelId, ...line(), contactId: visitor.id, visitorName: visitor.name, page: null },
    visitor,
  )
  say('conversation.queued', line(), visitor)
  const wait = () => {
    const long = chance.is(0.5) ? chance.between(0, 900) : chance.between(1_000, 10 * minute)
    if (chance.is(0.4)) {
      at += Math.floor(long / 2)
      visitorSays(at)
      at += long - Math.floor(long / 2)
    } else at += long
  }
  wait()
  if (chance.is(0.2)) {
    const outcome = chance.is(0.6) ? 'abandoned' : 'offline-message'
    say('queue.left', { groupId: group.id, outcome }, visitor)
    say('conversation.closed', { end: 'visitor', valid: false }, visitor)
    if (outcome === 'offline-message' || chance.is(0.2))
      leaveMessage(world, ids, id, at, outcome === 'abandoned' ? minute : 0)
    return
  }
  const legs: { id: string; agent: Person }[] = []
  for (let more = true; more;) {
    const taken = at
    const agent = chance.pick(agents.filter((one) => isActive(one, taken)))
    const leg = { id: ids.id(at), agent }
    legs.push(leg)
    const member = () => ({ id: agent.id, nickname: nameAt(agent, at) })
    const origin = legs.length === 1 ? 'visitor' : 'transfer'
    say('leg.opened', { legId: leg.id, member: member(), groupId: group.id, origin, how: 'assign' })
    at = converse(world, leg, at, say, visitorSays)
    at += chance.between(0, 6 * minute)
    const way = wayOn(world, { at, isLast: legs.length >= 4, out: outFrom(agent, taken) })
    if (!way) return
    at = way.at
    more = way.how !== 'ends'
    if (!more) {
      const end = chance.pick(['visitor', 'agent', 'system'] as const)
      say('leg.closed', { legId: leg.id, memberId: agent.id, end })
      say('conversation.closed', { end, valid: true })
    } else if (way.how === 'handed') {
      // To a colleague, at once.
      const told = { legId: leg.id, from: member(), to: { kind: 'member', member: member(), overCapacity: false } }
      say('conversation.transferred', { ...told, reason: '' })
      say('leg.closed', { legId: leg.id, memberId: agent.id, end: 'transfer' })
    } else {
      const isReleased = way.how === 'released'
      if (!isReleased) group = chance.pick(groups)
      say('leg.closed', { legId: leg.id, memberId: agent.id, end: isReleased ? 'system' : 'transfer' })
      say('conversation.queued', line())
      wait()
      if (chance.is(0.15)) {
        say('queue.left', { groupId: group.id, outcome: 'abandoned' }, visitor)
        say('conversation.closed', { end: 'visitor', valid: true }, visitor)
        more = false
      }
    }
  }
  summarize(world, say, legs, (ms) => (at += ms))
  rate(world, say, legs, (ms) => (at += ms))
}

const reasons = ['等待久', '态度差', '没解决', '不专业']
const categories = [['售后', '退货'], ['售后', '换货'], ['售前'], []]

function rate(
  { chance }: World,
  say: (type: string, payload: Record<string, unknown>) => void,
  legs: readonly { id: string; agent: Person }[],
  wait: (ms: number) => number,
): void {
  if (chance.is(0.4)) {
    wait(1)
    say('rating.invited', { legId: null, memberId: null, by: 'end' })
  }
  if (!chance.is(0.5)) return
  wait(chance.between(1_000, 30 * minute))
  const credited = chance.pick([...legs, null])
  const submit = () =>
    say('rating.submitted', {
      score: chance.between(1, 5),
      reasons: reasons.filter(() => chance.is(0.4)),
      text: '',
      legId: credited?.id ?? null,
      memberId: credited?.agent.id ?? null,
      invitedBy: chance.pick(['agent', 'end', null]),
    })
  submit()
  // The product refuses a second one; a figure must not believe it either.
  if (chance.is(0.2)) {
    wait(minute)
    submit()
  }
}

/** Whoever served says what it was about, and some think better of it. */
function summarize(
  { chance }: World,
  say: (type: string, payload: Record<string, unknown>) => void,
  legs: readonly { id: string; agent: Person }[],
  wait: (ms: number) => number,
): void {
  for (const { id: legId, agent } of legs) {
    for (let times = chance.pick([0, 0, 1, 2]); times > 0; times--) {
      wait(second)
      const categoryPath = chance.pick(categories)
      const known = { formVersion: 1, values: [], categoryId: null, solved: null, followUp: false, first: times === 1 }
      say('summary.saved', { legId, memberId: agent.id, categoryPath, ...known })
    }
  }
}

function leaveMessage(
  { chance, groups, channelIds, agents, nameAt, add }: World,
  ids: Chance,
  conversationId: string | null,
  when: number,
  later = 0,
): void {
  const at = when + later
  const id = ids.id(at)
  const group = chance.pick(groups)
  const visitor = { kind: 'visitor', id: ids.id(at), name: '访客' } as const
  const own = { stream: 'offlineMessage', streamId: id } as const
  const payload = {
    offlineMessageId: id,
    channelId: chance.pick(channelIds),
    contactId: visitor.id,
    groupId: group.id,
    groupName: nameAt(group, at),
    cause: 'unstaffed',
    conversationId,
    name: '罗先生',
    phone: '13800138000',
    email: null,
    text: '请回电',
    page: null,
    consent: null,
  }
  add({ ...own, type: 'offlineMessage.left', payload, actor: visitor, at })
  for (let replies = chance.pick([0, 1, 1, 2]), replyAt = at; replies > 0; replies--) {
    replyAt += chance.between(minute, 30 * hour)
    const repliesAt = replyAt
    const agent = chance.pick(agents.filter((one) => isActive(one, repliesAt)))
    const told = {
      offlineMessageId: id,
      memberId: agent.id,
      memberName: agent.name,
      groupId: group.id,
      text: '您好',
      delivery: [],
    }
    add({ ...own, type: 'offlineMessage.replied', payload: told, actor: memberOf(agent, agent.name), at: replyAt })
  }
}
