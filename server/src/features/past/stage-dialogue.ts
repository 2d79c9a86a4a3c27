import {
  decide,
  decideRating,
  type ConversationId,
  type GroupId,
  type LegId,
  type MemberActor,
  type Question,
  type SystemActor,
  type TenantId,
  type VisitorActor,
} from '@keqiao/domain'
import { askToRate, followUp } from './aftermath'
import { findAgent, type Taken } from './find-agent'
import { openPast, said, type PastConversation } from './past-conversation'
import type { Random } from './random'
import { writeScript, type Script } from './script'
import type { Shift } from './shifts'
import { handovers, notes, type ShopWords, type Topic } from './words'

/** What a dialogue begins with. */
export interface Scene {
  readonly tenantId: TenantId
  readonly words: ShopWords
  readonly topic: Topic
  readonly visitor: VisitorActor
  readonly roomNumber: string
  readonly group: { readonly id: GroupId; readonly name: string }
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[]
  readonly shifts: readonly Shift[]
  readonly form: readonly Question[]
  readonly at: number
  /** Whatever is not over by then is brought to its end. */
  readonly until: number
}

export interface Staged {
  readonly conversation: PastConversation
  readonly script: Script
  /** How he left the line; null: he was served. */
  readonly left: 'abandoned' | 'offline-message' | null
}

/** G3: 系统关闭 when the visitor is silent for six minutes. */
const silentMs = 360_000

/** One conversation from its opening to its end, decided by the rules of the product. */
export function stageDialogue(scene: Scene, random: Random): Staged {
  const count = Math.min(60, Math.max(2, Math.round(random.around(10, 0.51))))
  const script = writeScript(scene.words, scene.topic, count, random)
  const page = { url: `https://shop.example/${script.goods.page}.html`, title: script.goods.name }
  const { tenantId, roomNumber, group, visitor, at } = scene
  const id = random.idAt<ConversationId>(at)
  const channel = { channelId: visitor.channelId, page: random.chance(0.9) ? page : null }
  const conversation = openPast({ tenantId, id, roomNumber, group, visitor, at, ...channel })
  conversation.visit = visitOf(scene, script, random)
  const play: Play = { scene, random, script, conversation, now: at, taken: null }
  const left = perform(play)
  const { topic, form, until } = scene
  const agents = new Map(
    scene.shifts.map((shift) => [shift.agent.id, { agent: shift.agent, actor: actorOf(shift, scene) }]),
  )
  if (left === null) followUp({ conversation, script, topic, visitor, agents, form, until }, random)
  return { conversation, script, left }
}

interface Play {
  readonly scene: Scene
  readonly random: Random
  readonly script: Script
  readonly conversation: PastConversation
  now: number
  taken: Taken | null
}

function perform(play: Play): Staged['left'] {
  const { scene, random, script } = play
  const taken = findAgent(scene.shifts, scene.group.id, scene.at, random)
  const patience = Math.round(random.around(taken ? 170_000 : 75_000, 0.9))
  const isSilent = random.chance(0.08)
  const speaksAt = scene.at + random.whole(900, 14_000)
  const leavesAt = Math.min(scene.at + patience, scene.until)
  const [opener] = script.lines
  const begins = taken !== null && taken.at <= leavesAt && taken.at < scene.until ? taken.at : null
  // He asks while he waits, unless he is the sort that only looks.
  const asksWaiting = !isSilent && speaksAt < (begins ?? leavesAt)
  if (opener && asksWaiting) say(play, scene.visitor, opener.text, speaksAt)
  if (taken === null || begins === null) return leaveLine(play, leavesAt, taken === null)
  accept(play, taken)
  if (isSilent) staySilent(play)
  else talk(play, asksWaiting ? 1 : 0)
  return null
}

function leaveLine(play: Play, at: number, isUnstaffed: boolean): Staged['left'] {
  const { conversation, scene, random } = play
  const left = random.chance(isUnstaffed ? 0.6 : 0.28) ? 'offline-message' : 'abandoned'
  const decision = left === 'abandoned' ? decide.close(conversation.state(), scene.visitor) : null
  const when = Math.max(at, play.now)
  conversation.record(decision ?? decide.leaveForMessage(conversation.state(), scene.visitor), scene.visitor, when)
  play.now = when
  return left
}

function accept(play: Play, taken: Taken): void {
  const { conversation, random, scene } = play
  const { agent } = taken.shift
  const legId = random.idAt<LegId>(taken.at)
  const member = { id: agent.id, nickname: agent.nickname }
  const state = conversation.state()
  if (taken.how === 'assign') {
    conversation.record(decide.assign(state, { legId, member }), systemOf(scene), taken.at)
  } else {
    const load = { status: 'busy', connected: true, active: 0, capacity: agent.slots, mayExceed: false } as const
    conversation.record(
      decide.claim(state, { legId }, actorOf(taken.shift, scene), load),
      actorOf(taken.shift, scene),
      taken.at,
    )
  }
  play.taken = taken
  play.now = Math.max(play.now, taken.at)
}

/** He came, and says nothing: 无效. */
function staySilent(play: Play): void {
  const { taken, random, scene, now } = play
  if (!taken) return
  say(play, actorOf(taken.shift, scene), '您好，请问有什么可以帮您？', now + random.whole(3_000, 12_000))
  const leaves = random.chance(0.45) ? random.whole(20_000, 240_000) : silentMs
  end(play, leaves === silentMs ? systemOf(scene) : scene.visitor, play.now + leaves)
}

function talk(play: Play, from: number): void {
  const { scene, random, script } = play
  const { lines } = script
  const handsOnAt = random.chance(0.07) && lines.length > 6 ? random.whole(3, lines.length - 3) : -1
  let isNew = true
  for (let index = from; index < lines.length && play.taken; index++) {
    const line = lines[index]
    if (!line) break
    const { agent } = play.taken.shift
    const gap =
      line.from === 'visitor' ? visitorGap(random, index) : agentGap(random, agent.pace, isNew, line.text.length)
    const at = play.now + gap
    if (at > scene.until - silentMs) break
    if (line.from === 'visitor') say(play, scene.visitor, line.text, at)
    else {
      say(play, actorOf(play.taken.shift, scene), line.text.replace('{agent}', agent.nickname), at)
      isNew = false
      if (random.chance(0.012)) note(play)
      if (index >= handsOnAt && handsOnAt > 0 && random.chance(0.7)) isNew = handOn(play) || isNew
    }
  }
  finish(play)
}

const visitorGap = (random: Random, index: number) =>
  index === 0 ? random.whole(1_000, 9_000) : Math.min(300_000, 2_000 + Math.round(random.around(17_000, 0.85)))

const agentGap = (random: Random, pace: number, isFirst: boolean, length: number) =>
  1_500 + Math.round(random.around(isFirst ? 10_000 : 15_000, 0.65) * pace) + length * 160

function finish(play: Play): void {
  const { conversation, random, scene, taken } = play
  if (!taken) return
  const asker = actorOf(taken.shift, scene)
  const asksAt = play.now + random.whole(1_000, 6_000)
  if (asksAt < scene.until - silentMs && askToRate(conversation, asker, asksAt, random)) play.now = asksAt
  const agentSpokeLast = conversation.row.last_message_from === 'agent'
  const who = random.weighted<VisitorActor | MemberActor | SystemActor>([
    [scene.visitor, 42],
    [actorOf(taken.shift, scene), 36],
    [systemOf(scene), agentSpokeLast ? 22 : 0],
  ])
  const after = who.kind === 'system' ? silentMs : random.whole(6_000, 110_000)
  const silentSince = conversation.row.last_agent_at ?? play.now
  end(play, who, who.kind === 'system' ? Math.max(silentSince, play.now) + after : play.now + after)
}

function end(play: Play, who: VisitorActor | MemberActor | SystemActor, at: number): void {
  const { conversation, taken, scene } = play
  const when = Math.max(play.now, Math.min(at, scene.until))
  const isOffered = decideRating.isOfferedAtEnd(conversation.ratingState())
  conversation.record(decide.close(conversation.state(), who, 'abandoned', isOffered), who, when)
  taken?.shift.ends.push(when)
  play.now = when
}

function say(play: Play, actor: VisitorActor | MemberActor, text: string, at: number): void {
  const when = Math.max(play.now, at)
  play.conversation.record(said(play.conversation.state(), text, actor), actor, when)
  play.now = when
}

function note(play: Play): void {
  const { conversation, random, scene, script, taken } = play
  if (!taken) return
  const actor = actorOf(taken.shift, scene)
  play.now += random.whole(2_000, 9_000)
  const text = script.fill(random.pick(notes))
  conversation.record(decide.addNote(conversation.state(), { text }, actor), actor, play.now)
}

/** 转移 to a colleague or a line. False: there is nobody to hand it to. */
function handOn(play: Play): boolean {
  const { conversation, random, scene, taken } = play
  const at = play.now + random.whole(4_000, 20_000)
  const group = random.pick(scene.groups)
  const next = findAgent(scene.shifts, group.id, at, random)
  if (!taken || !next || next.shift === taken.shift || next.at > at + 90_000 || next.at > scene.until - silentMs)
    return false
  const from = actorOf(taken.shift, scene)
  const reason = random.chance(0.8) ? random.pick(handovers) : ''
  taken.shift.ends.push(at)
  if (group.id === conversation.row.group_id || random.chance(0.5)) {
    const { agent } = next.shift
    const load = { status: 'online', connected: true, active: 0, capacity: agent.slots } as const
    const member = { id: agent.id, nickname: agent.nickname }
    const to = { kind: 'member', member, legId: random.idAt<LegId>(at), load } as const
    conversation.record(decide.transfer(conversation.state(), { to, reason }, from), from, at)
    play.taken = next
    play.now = at
  } else {
    conversation.record(decide.transfer(conversation.state(), { to: { kind: 'group', group }, reason }, from), from, at)
    play.now = at
    accept(play, { ...next, how: 'assign' })
  }
  return true
}

const systemOf = ({ tenantId }: Scene): SystemActor => ({ kind: 'system', tenantId, id: 'system', name: 'system' })

const noPermissions: MemberActor['permissions'] = new Set()

function actorOf({ agent }: Shift, { tenantId }: Scene): MemberActor {
  return { kind: 'member', tenantId, id: agent.id, name: agent.nickname, permissions: noPermissions, scope: 'own' }
}

function visitOf({ at, visitor, words }: Scene, { goods }: Script, random: Random): PastConversation['visit'] {
  const walked = Array.from({ length: random.whole(0, 4) }, () => random.pick(words.goods))
  const trail = [...walked.map(([name, , page]) => [name, page] as const), [goods.name, goods.page] as const]
  let when = at - trail.length * 45_000
  const pages = trail.map(([title, page], index) => {
    when += random.whole(4_000, 44_000)
    return { key: index + 1, url: `https://shop.example/${page}.html`, title, at: when }
  })
  const referrer = random.pick([null, 'https://www.example.com/search', 'https://m.example.com/feed'])
  const price = `¥${goods.price}`
  const product = { id: goods.page, title: goods.name, price, image: null, url: pages.at(-1)?.url ?? null }
  return { pages, referrer, region: visitor.region ?? null, product, orders: [], leftAt: null }
}
