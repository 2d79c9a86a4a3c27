import type { Chance } from './chance.testing'
import {
  hour,
  longLived,
  memberOf,
  minute,
  second,
  system,
  type MadeEvent,
  type Person,
  type World,
} from './world.testing'

/** Groups and agents get other names on the way, and agents serve other groups. */
export function rename({ chance, groups, agents, begins, ends, renames, add }: World): void {
  for (const group of groups) {
    if (!chance.is(0.4)) continue
    const [at, to] = [chance.between(begins, ends), `${group.name}改名`]
    renames.push({ whose: group, at, to })
    const payload = { groupId: group.id, name: { from: group.name, to } }
    add({ stream: 'group', streamId: longLived(group.id), type: 'group.renamed', payload, actor: system, at })
  }
  for (const agent of agents) {
    const created = { memberId: agent.id, account: 'a', nickname: agent.name, role: 'agent', capacity: 5, groupIds: [] }
    const own = { stream: 'member', streamId: longLived(agent.id), actor: system } as const
    add({ ...own, type: 'member.created', payload: created, at: begins - 9 * hour })
    if (chance.is(0.4)) {
      const served = { from: [groups[0]?.id], to: groups.slice(1).map(({ id }) => id) }
      const moved = { memberId: agent.id, groupIds: served }
      add({ ...own, type: 'member.changed', payload: moved, at: chance.between(begins, ends) })
    }
    if (!chance.is(0.4)) continue
    const [at, to] = [chance.between(begins, ends), `${agent.name}新名`]
    renames.push({ whose: agent, at, to })
    const payload = { memberId: agent.id, nickname: { from: agent.name, to } }
    add({ ...own, type: 'member.changed', payload, at })
  }
}

/** When an agent is shut out: not at all, for good, or for some time and perhaps once more. */
export function outsOf(chance: Chance, begins: number, ends: number): Person['outs'] {
  const outs: { from: number; to: number }[] = []
  for (let at = begins; at < ends && chance.is(0.4);) {
    const from = at + chance.between(10 * minute, ends - begins)
    const to = chance.is(0.5) ? from + chance.between(10 * minute, 20 * hour) : Infinity
    outs.push({ from, to })
    at = to
  }
  return outs
}

/** An agent's life: he works until he is shut out, and goes on when he is let in again. */
export function live(world: World, agent: Person): void {
  const { add } = world
  let status: Status = 'away'
  let from = world.begins
  for (const out of [...agent.outs, null]) {
    const until = out?.from ?? Infinity
    const done = work(world, agent, { from, status }).filter(({ at }) => at < until)
    for (const event of done) add(event)
    if (!out) return
    const last = done.findLast(({ type }) => type === 'presence.connected' || type === 'presence.disconnected')
    status = (done.findLast(({ type }) => type === 'presence.changed')?.payload.to as Status | undefined) ?? status
    shutOut(world, agent, { out, status, isThere: last?.type === 'presence.connected' })
    status = 'away'
    from = out.to
    if (from === Infinity) return
  }
}

interface Leaving {
  readonly out: Person['outs'][number]
  readonly status: Status
  readonly isThere: boolean
}

/** What the log says of an agent whom the administrator shuts out, as the product writes it. */
function shutOut({ chance, agents, nameAt, add }: World, agent: Person, { out, status, isThere }: Leaving): void {
  const [boss = agent] = agents
  const { from, to } = out
  const memberId = agent.id
  const own = { stream: 'member', streamId: longLived(memberId) } as const
  const told = { ...own, actor: memberOf(boss, nameAt(boss, from)) }
  if (status !== 'away')
    add({ ...told, type: 'presence.changed', payload: { from: status, to: 'away', memberId }, at: from })
  add({ ...told, type: 'member.disabled', payload: { memberId, openCount: 0 }, at: from })
  if (isThere) {
    const at = from + chance.between(0, 3_000)
    add({ ...own, type: 'presence.disconnected', payload: { memberId, since: at }, actor: system, at })
  }
  if (to < Infinity)
    add({ ...own, type: 'member.enabled', payload: { memberId }, actor: memberOf(boss, nameAt(boss, to)), at: to })
}

type Made = Omit<MadeEvent, 'seq'>
type Status = (typeof statuses)[number]
const statuses = ['online', 'busy', 'away'] as const

/** An agent comes and goes, over midnight as well; some connections are only found lost later. */
function work(
  { chance, ends, nameAt }: World,
  agent: Person,
  { from, status: before }: { readonly from: number; readonly status: Status },
): Made[] {
  const made: Made[] = []
  let at = from + chance.between(0, 12) * hour + chance.between(0, 59) * minute + chance.between(0, 59_999)
  let status = before
  const say = (type: string, payload: Record<string, unknown>) =>
    made.push({
      stream: 'member',
      streamId: longLived(agent.id),
      type,
      payload: type.startsWith('presence.changed') ? payload : { memberId: agent.id, ...payload },
      actor: type === 'presence.disconnected' ? system : memberOf(agent, nameAt(agent, at)),
      at,
    })
  while (at < ends) {
    if (chance.is(0.8)) say('member.signedIn', { how: 'password' })
    at += chance.between(0, 3_000)
    say('presence.connected', { since: at })
    for (let steps = chance.between(0, 6); steps > 0; steps--) {
      at += chance.between(1, 5 * hour)
      const to = chance.pick(statuses.filter((one) => one !== status))
      say('presence.changed', { from: status, to })
      status = to
    }
    // Some are there to this hour.
    if (chance.is(0.2)) return made
    at += chance.between(1, 6 * hour)
    const late = chance.is(0.5) ? chance.between(0, 20_000) : 0
    say('presence.disconnected', { since: at - late })
    at += chance.between(0, 2_000)
    if (chance.is(0.5)) say('member.signedOut', { reason: 'self' })
    // Somebody changed his status while he was away.
    if (status !== 'away' && chance.is(0.3)) {
      at += minute
      say('presence.changed', { from: status, to: 'away' })
      status = 'away'
    }
    at += chance.between(10 * second, 14 * hour)
  }
  return made
}
