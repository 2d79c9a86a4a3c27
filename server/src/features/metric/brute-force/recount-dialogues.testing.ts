import { hourOf } from './calendar.testing'
import { decidedAt, type Decided } from './decisions.testing'
import type { MadeEvent } from './world.testing'

/** What counts once of a 会话, however many agents took it over. */
export interface RecountedSession {
  readonly fromVisitor: boolean
  readonly valid: boolean
  readonly replied: boolean
  readonly firstReplyMs: number | null
  readonly hasRound: boolean
  readonly inTime: boolean
  readonly durationMs: number | null
}

/** One agent's part. */
export interface Dialogue {
  at: number
  groupId: string
  groupName: string
  memberId: string
  memberName: string
  channelId: string
  fromVisitor: boolean
  givenAway: boolean
  visitorCount: number
  agentCount: number
  rounds: { askedAt: number; gapMs: number | null }[]
  repliesInTime: number
  /** Null: it is part of one that is counted elsewhere. */
  session: RecountedSession | null
  /** Of 3分钟回复率: what stands below its line and above it. */
  threeMinutes: { below: number; above: number }
  invited: boolean
  score: number | null
  belowSatisfaction: boolean
  /** What was complained of. */
  reasons: string[]
  /** What it was about; null: nobody said. */
  category: string | null
}

type Log = readonly MadeEvent[]

export const isHuman = ({ type, actor, payload }: MadeEvent): boolean =>
  type === 'message.sent' && payload.from === 'agent' && actor.kind === 'member' && payload.automatic !== true
export const isVisitors = ({ type, payload }: MadeEvent): boolean =>
  type === 'message.sent' && payload.from === 'visitor'

/** Who spoke, of whoever has to have. */
export function isValidBy({ validBy }: Decided, visitorSpoke: boolean, agentSpoke: boolean): boolean {
  const needed = { visitor: [visitorSpoke], agent: [agentSpoke], both: [visitorSpoke, agentSpoke] }[validBy]
  return needed?.every(Boolean) ?? false
}

/** Each round: asked, answered or not, and in which dialogue (the one that answered, else the last). */
function roundsOf(log: Log): { askedAt: number; gapMs: number | null; legId: unknown }[] {
  const rounds: { askedAt: number; gapMs: number | null; legId: unknown }[] = []
  for (let index = 0; index < log.length; index++) {
    const asked = log[index]
    if (!asked || !isVisitors(asked)) continue
    const since = log.slice(0, index).findLastIndex((event) => isHuman(event) || isVisitors(event))
    const previous = log[since]
    // Only the first of what was said without an answer begins a round.
    if (previous && isVisitors(previous)) continue
    const reply = log.slice(index).find(isHuman)
    const isOver = log.some(({ type }) => type === 'conversation.closed')
    if (!reply && !isOver) continue
    const before = reply ? log.slice(0, log.indexOf(reply)) : log
    const leg = before.findLast(({ type }) => type === 'leg.opened')
    if (leg) rounds.push({ askedAt: asked.at, gapMs: reply ? reply.at - asked.at : null, legId: leg.payload.legId })
  }
  return rounds
}

/** Every dialogue of a conversation; `events` is the whole log of the merchant, for his calendar and what he decided. */
export function dialoguesOf(log: Log, events: Log): Dialogue[] {
  const allRounds = roundsOf(log)
  const legs = log.filter(({ type }) => type === 'leg.opened')
  const [firstLeg] = legs
  if (!firstLeg) return []
  const rating = log.find(({ type }) => type === 'rating.submitted')
  const ratedLeg = rating ? (rating.payload.legId ?? legs.at(-1)?.payload.legId) : null
  const byFirst = decidedAt(events, firstLeg.at)
  const isOne = byFirst.transfers === 'same'
  return legs.map((leg, index) => {
    const decided = isOne ? byFirst : decidedAt(events, leg.at)
    const { legId, member } = leg.payload as { legId: string; member: { id: string; nickname: string } }
    const begin = index === 0 ? 0 : log.findIndex((event) => isClosing(event, legs[index - 1]?.payload.legId))
    const closed = log.find((event) => isClosing(event, legId))
    const until = closed ? log.indexOf(closed) : log.length
    const said = log.slice(begin, until)
    const inLeg = log.slice(log.indexOf(leg), until)
    const group = log.slice(0, log.indexOf(leg)).findLast(({ type }) => type === 'conversation.queued')
    const rounds = allRounds.filter((round) => round.legId === legId)
    const invited = log.some((event) => event.type === 'rating.invited' && creditedBy(log, event) === legId)
    const part = { said, inLeg, rounds, closedAt: closed?.at ?? null }
    const whole = { said: log, inLeg: log, rounds: allRounds, closedAt: endOf(log) }
    const counted = isOne ? (index === 0 ? whole : null) : part
    return {
      at: leg.at,
      groupId: String(leg.payload.groupId),
      groupName: String(group?.payload.groupName),
      memberId: member.id,
      memberName: member.nickname,
      channelId: String(log[0]?.payload.channelId),
      fromVisitor: leg.payload.origin === 'visitor',
      givenAway: closed?.payload.end === 'transfer',
      visitorCount: said.filter(isVisitors).length,
      agentCount: inLeg.filter(isHuman).length,
      rounds,
      repliesInTime: rounds.filter(({ gapMs }) => gapMs !== null && gapMs <= decided.replySeconds * 1_000).length,
      session: counted && sessionOf(log, leg, counted, decided),
      threeMinutes: threeMinutesOf(events, decided, rounds, counted?.rounds ?? []),
      invited,
      score: ratedLeg === legId ? Number(rating?.payload.score) : null,
      belowSatisfaction: isBelow(decided, {
        rated: ratedLeg === legId,
        invited,
        stands: !isOne || legId === (ratedLeg ?? firstLeg.payload.legId),
      }),
      reasons: ratedLeg === legId && Number(rating?.payload.score) <= 3 ? (rating?.payload.reasons as string[]) : [],
      category: categoryOf(log, legId),
    }
  })
}

const isClosing = ({ type, payload }: MadeEvent, legId: unknown): boolean =>
  type === 'leg.closed' && payload.legId === legId

/** When a conversation that is over was left by its last agent. */
const endOf = (log: Log): number | null =>
  log.some(({ type }) => type === 'conversation.closed')
    ? (log.findLast(({ type }) => type === 'leg.closed')?.at ?? null)
    : null

interface Part {
  readonly said: Log
  readonly inLeg: Log
  readonly rounds: readonly { readonly askedAt: number; readonly gapMs: number | null }[]
  readonly closedAt: number | null
}

function sessionOf(log: Log, leg: MadeEvent, { said, inLeg, rounds, closedAt }: Part, decided: Decided) {
  const reply = inLeg.find(isHuman)
  const firstReplyMs = reply ? Math.max(0, reply.at - startOf(log, reply, leg.at, decided)) : null
  return {
    fromVisitor: leg.payload.origin === 'visitor',
    valid: isValidBy(decided, said.some(isVisitors), inLeg.some(isHuman)),
    replied: reply !== undefined,
    firstReplyMs,
    hasRound: rounds.length > 0,
    inTime: rounds.length > 0 && firstReplyMs !== null && firstReplyMs <= decided.firstReplySeconds * 1_000,
    durationMs: closedAt === null ? null : closedAt - leg.at,
  }
}

/** From when the first reply is measured. */
function startOf(log: Log, reply: MadeEvent, acceptedAt: number, { firstReplyFrom }: Decided): number {
  const before = log.slice(0, log.indexOf(reply))
  const asked = before.slice(before.findLastIndex(isHuman) + 1).find(isVisitors)
  switch (firstReplyFrom) {
    case 'accepted':
      return acceptedAt
    case 'asked':
      return asked?.at ?? acceptedAt
    default:
      return asked && asked.at > acceptedAt ? asked.at : acceptedAt
  }
}

function threeMinutesOf(
  events: Log,
  { threeMinutesOf: unit }: Decided,
  own: Part['rounds'],
  ofSession: Part['rounds'],
): Dialogue['threeMinutes'] {
  const byDay = ({ askedAt }: Part['rounds'][number]) => hourOf(events, askedAt) >= 8 && hourOf(events, askedAt) < 23
  const soon = ({ gapMs }: Part['rounds'][number]) => gapMs !== null && gapMs <= 180_000
  const rounds = (unit === 'visitors' ? ofSession : own).filter(byDay)
  if (unit !== 'visitors') return { below: rounds.length, above: rounds.filter(soon).length }
  return { below: Math.min(1, rounds.length), above: rounds.length > 0 && rounds.every(soon) ? 1 : 0 }
}

function isBelow(
  { satisfactionOf }: Decided,
  { rated, invited, stands }: { rated: boolean; invited: boolean; stands: boolean },
): boolean {
  if (satisfactionOf === 'ratings') return rated
  return rated || (satisfactionOf === 'invites' ? invited : stands)
}

/** Whose an invitation was. */
const creditedBy = (log: Log, event: MadeEvent): unknown =>
  event.payload.legId ?? log.slice(0, log.indexOf(event)).findLast(({ type }) => type === 'leg.opened')?.payload.legId

/** What the last summary of a dialogue says it was about. */
function categoryOf(log: Log, legId: string): string | null {
  const saved = log.findLast(({ type, payload }) => type === 'summary.saved' && payload.legId === legId)
  const path = (saved?.payload.categoryPath ?? []) as string[]
  return path.length === 0 ? null : path.join('\u001f')
}
