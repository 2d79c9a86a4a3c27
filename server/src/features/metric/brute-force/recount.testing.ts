import type { ReportKey } from '@keqiao/contract'
import { dayOf, hourOf, type Asked, type Recount } from './calendar.testing'
import type { History } from './make-history.testing'
import type { MadeEvent } from './world.testing'
import { recountWork } from './recount-work.testing'

interface Visit {
  at: number
  groupId: string
  groupName: string
  channelId: string
  outcome: string
  waitMs: number
  visitorSpoke: boolean
}

interface Dialogue {
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
  firstReplyMs: number | null
  rounds: { askedAt: number; gapMs: number | null }[]
  durationMs: number | null
  invited: boolean
  score: number | null
  /** What was complained of. */
  reasons: string[]
  /** What it was about; null: nobody said. */
  category: string | null
}

interface OfflineMessage {
  at: number
  groupId: string
  groupName: string
  channelId: string
  hadConversation: boolean
  replyMs: number | null
}

const isHuman = ({ type, actor, payload }: MadeEvent): boolean =>
  type === 'message.sent' && payload.from === 'agent' && actor.kind === 'member' && payload.automatic !== true
const isVisitors = ({ type, payload }: MadeEvent): boolean => type === 'message.sent' && payload.from === 'visitor'

function streamsOf(history: History, kind: MadeEvent['stream']): MadeEvent[][] {
  const ids = [...new Set(history.events.filter(({ stream }) => stream === kind).map(({ streamId }) => streamId))]
  return ids.map((id) => history.events.filter(({ streamId }) => streamId === id))
}

function visitOf(log: readonly MadeEvent[]): Visit | null {
  const [opened] = log
  const answer = log.find(({ type }) => type === 'leg.opened' || type === 'queue.left')
  if (!opened || !answer) return null
  return {
    at: opened.at,
    groupId: String(opened.payload.groupId),
    groupName: String(opened.payload.groupName),
    channelId: String(opened.payload.channelId),
    outcome: answer.type === 'leg.opened' ? 'accepted' : String(answer.payload.outcome),
    waitMs: answer.at - opened.at,
    visitorSpoke: log.some(isVisitors),
  }
}

/** Each round: asked, answered or not, and in which dialogue (the one that answered, else the last). */
function roundsOf(log: readonly MadeEvent[]): { askedAt: number; gapMs: number | null; legId: unknown }[] {
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

function dialoguesOf(log: readonly MadeEvent[]): Dialogue[] {
  const rounds = roundsOf(log)
  const legs = log.filter(({ type }) => type === 'leg.opened')
  const rating = log.find(({ type }) => type === 'rating.submitted')
  const lastLeg = legs.at(-1)?.payload.legId
  const credited = (event: MadeEvent) => event.payload.legId ?? lastLegBefore(log, event)
  return legs.map((leg, index) => {
    const { legId, member } = leg.payload as { legId: string; member: { id: string; nickname: string } }
    const begin =
      index === 0
        ? 0
        : log.findIndex(
            (event) => event.type === 'leg.closed' && event.payload.legId === legs[index - 1]?.payload.legId,
          )
    const closed = log.find((event) => event.type === 'leg.closed' && event.payload.legId === legId)
    const own = log.slice(begin, closed ? log.indexOf(closed) : log.length)
    const inLeg = log.slice(log.indexOf(leg), closed ? log.indexOf(closed) : log.length)
    const reply = inLeg.find(isHuman)
    const group = log.slice(0, log.indexOf(leg)).findLast(({ type }) => type === 'conversation.queued')
    return {
      at: leg.at,
      groupId: String(leg.payload.groupId),
      groupName: String(group?.payload.groupName),
      memberId: member.id,
      memberName: member.nickname,
      channelId: String(log[0]?.payload.channelId),
      fromVisitor: leg.payload.origin === 'visitor',
      givenAway: closed?.payload.end === 'transfer',
      visitorCount: own.filter(isVisitors).length,
      agentCount: inLeg.filter(isHuman).length,
      firstReplyMs: reply ? reply.at - Math.max(leg.at, waitingSince(log, reply)) : null,
      rounds: rounds.filter((round) => round.legId === legId),
      durationMs: closed ? closed.at - leg.at : null,
      invited: log.some((event) => event.type === 'rating.invited' && credited(event) === legId),
      score: rating && (rating.payload.legId ?? lastLeg) === legId ? Number(rating.payload.score) : null,
      reasons:
        rating && (rating.payload.legId ?? lastLeg) === legId && Number(rating.payload.score) <= 3
          ? (rating.payload.reasons as string[])
          : [],
      category: categoryOf(log, legId),
    }
  })
}

/** What the last summary of a dialogue says it was about. */
function categoryOf(log: readonly MadeEvent[], legId: string): string | null {
  const saved = log.findLast(({ type, payload }) => type === 'summary.saved' && payload.legId === legId)
  const path = (saved?.payload.categoryPath ?? []) as string[]
  return path.length === 0 ? null : path.join('\u001f')
}

const lastLegBefore = (log: readonly MadeEvent[], event: MadeEvent): unknown =>
  log.slice(0, log.indexOf(event)).findLast(({ type }) => type === 'leg.opened')?.payload.legId

/** When the visitor said the first of what this reply answers; 0: he had said nothing new. */
function waitingSince(log: readonly MadeEvent[], reply: MadeEvent): number {
  const before = log.slice(0, log.indexOf(reply))
  const last = before.findLastIndex(isHuman)
  return before.slice(last + 1).find(isVisitors)?.at ?? 0
}

function offlineMessageOf(log: readonly MadeEvent[]): OfflineMessage | null {
  const left = log.find(({ type }) => type === 'offlineMessage.left')
  if (!left) return null
  const reply = log.find(({ type }) => type === 'offlineMessage.replied')
  return {
    at: left.at,
    groupId: String(left.payload.groupId),
    groupName: String(left.payload.groupName),
    channelId: String(left.payload.channelId),
    hadConversation: left.payload.conversationId !== null,
    replyMs: reply ? reply.at - left.at : null,
  }
}

const sum = <Value>(values: readonly Value[], of: (value: Value) => number): number =>
  values.reduce((total, value) => total + of(value), 0)
const over = (top: number, bottom: number): number | null => (bottom === 0 ? null : top / bottom)
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.round(sum(values, (value) => value) / values.length)
const most = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values))
const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)

/** All there is to say of some visits, dialogues and offline messages. */
export function figuresOf(
  history: History,
  visits: readonly Visit[],
  dialogues: readonly Dialogue[],
  messages: readonly OfflineMessage[],
): Record<string, number | null> {
  const accepted = visits.filter(({ outcome }) => outcome === 'accepted')
  const abandoned = visits.filter(({ outcome }) => outcome === 'abandoned')
  const direct = messages.filter(({ hadConversation }) => !hadConversation)
  const visitMessages = visits.length - accepted.length - abandoned.length + direct.length
  const all = visits.length + direct.length
  const waited = accepted.filter(({ waitMs }) => waitMs >= 1_000)
  const queued = waited.length + visits.length - accepted.length
  const valid = dialogues.filter(({ visitorCount }) => visitorCount > 0)
  const replied = dialogues.filter(({ agentCount }) => agentCount > 0)
  const withRound = dialogues.filter(({ rounds }) => rounds.length > 0)
  const rounds = dialogues.flatMap((dialogue) => dialogue.rounds)
  const dayRounds = rounds.filter(
    ({ askedAt }) => hourOf(history.events, askedAt) >= 8 && hourOf(history.events, askedAt) < 23,
  )
  const closed = dialogues.filter(({ durationMs }) => durationMs !== null)
  const closedValid = closed.filter(({ visitorCount }) => visitorCount > 0)
  const [agentMessages, visitorMessages] = [sum(dialogues, (d) => d.agentCount), sum(dialogues, (d) => d.visitorCount)]
  const within = (ms: number, limit: number) => ms <= limit
  return {
    visits: all,
    accepted: accepted.length,
    abandoned: abandoned.length,
    visitMessages,
    connectRate: over(accepted.length, all),
    validSessions: accepted.filter(({ visitorSpoke }) => visitorSpoke).length,
    invalidSessions: accepted.filter(({ visitorSpoke }) => !visitorSpoke).length,
    queued,
    queueRate: over(queued, accepted.length + visitMessages),
    queueAbandonRate: over(abandoned.length, queued),
    meanWait: mean(waited.map(({ waitMs }) => waitMs)),
    longestWait: most(waited.map(({ waitMs }) => waitMs)),
    meanAbandonWait: mean(abandoned.map(({ waitMs }) => waitMs)),
    dialogues: dialogues.length,
    validDialogues: valid.length,
    invalidDialogues: dialogues.length - valid.length,
    visitorDialogues: dialogues.filter(({ fromVisitor }) => fromVisitor).length,
    transfersIn: dialogues.filter(({ fromVisitor }) => !fromVisitor).length,
    transfersOut: dialogues.filter(({ givenAway }) => givenAway).length,
    transferRate: over(dialogues.filter(({ givenAway }) => givenAway).length, dialogues.length),
    repliedDialogues: replied.length,
    dialogueReplyRate: over(replied.length, dialogues.length),
    meanFirstReply: mean(present(dialogues.map(({ firstReplyMs }) => firstReplyMs))),
    firstReplyInTimeRate: over(
      withRound.filter(({ firstReplyMs }) => firstReplyMs !== null && within(firstReplyMs, 30_000)).length,
      withRound.length,
    ),
    rounds: rounds.length,
    meanReply: mean(present(rounds.map(({ gapMs }) => gapMs))),
    replyInTimeRate: over(rounds.filter(({ gapMs }) => gapMs !== null && within(gapMs, 30_000)).length, rounds.length),
    threeMinuteRate: over(
      dayRounds.filter(({ gapMs }) => gapMs !== null && within(gapMs, 180_000)).length,
      dayRounds.length,
    ),
    agentMessages,
    visitorMessages,
    answerRatio: over(agentMessages, visitorMessages),
    closedDialogues: closed.length,
    totalDuration: sum(present(dialogues.map(({ durationMs }) => durationMs)), (ms) => ms),
    meanDuration: mean(present(dialogues.map(({ durationMs }) => durationMs))),
    closedValidDialogues: closedValid.length,
    meanValidDuration: mean(present(closedValid.map(({ durationMs }) => durationMs))),
    longestDuration: most(present(dialogues.map(({ durationMs }) => durationMs))),
    ...ratingsOf(dialogues),
    ...messagesOf(messages, all),
  }
}

/** What was asked for and given as a rating. */
function ratingsOf(dialogues: readonly Dialogue[]): Record<string, number | null> {
  const valid = dialogues.filter(({ visitorCount }) => visitorCount > 0)
  const rated = (score: number) => dialogues.filter((dialogue) => dialogue.score === score).length
  const ratings = [1, 2, 3, 4, 5].reduce((count, score) => count + rated(score), 0)
  const invites = dialogues.filter(({ invited }) => invited).length
  return {
    invites,
    inviteRate: over(invites, valid.length),
    ratings,
    participationRate: over(ratings, invites),
    rated5: rated(5),
    rated4: rated(4),
    rated3: rated(3),
    rated2: rated(2),
    rated1: rated(1),
    satisfactionRate: over(rated(4) + rated(5), ratings),
  }
}

/** `visits` is how many asked. */
function messagesOf(messages: readonly OfflineMessage[], visits: number): Record<string, number | null> {
  const answered = messages.filter(({ replyMs }) => replyMs !== null)
  return {
    offlineMessages: messages.length,
    openMessages: messages.length - answered.length,
    repliedMessages: answered.length,
    offlineMessageRate: over(messages.length, visits),
    messageReplyRate: over(answered.length, messages.length),
    meanMessageReply: mean(present(messages.map(({ replyMs }) => replyMs))),
  }
}

const keysOf: Record<Exclude<ReportKey, 'onlineTime'>, readonly ('date' | 'hour' | 'group' | 'member')[]> = {
  satisfaction: ['member'],
  groupDaily: ['date', 'group'],
  groupHourly: ['hour', 'group'],
  agentDaily: ['date', 'member'],
  offlineMessages: ['date', 'group'],
  agentDuration: ['member'],
}

interface Thing {
  at: number
  groupId: string
  groupName: string
  channelId: string
  memberId?: string
  memberName?: string
}

/** Where something lies in the merchant's calendar. */
interface Placed {
  day: string
  hour: number
}

const placed = <Kind extends Thing>(history: History, things: readonly (Kind | null)[]): (Kind & Placed)[] =>
  things
    .filter((thing) => thing !== null)
    .map((thing) => ({ ...thing, day: dayOf(history.events, thing.at), hour: hourOf(history.events, thing.at) }))

const found = new WeakMap<History, ReturnType<typeof findThings>>()

function findThings(history: History) {
  const conversations = streamsOf(history, 'conversation')
  return {
    visits: placed(history, conversations.map(visitOf)),
    dialogues: placed(history, conversations.flatMap(dialoguesOf)),
    messages: placed(history, streamsOf(history, 'offlineMessage').map(offlineMessageOf)),
  }
}

function thingsOf(history: History): ReturnType<typeof findThings> {
  const things = found.get(history) ?? findThings(history)
  found.set(history, things)
  return things
}

/** What is counted of a history. */
export type Things = ReturnType<typeof findThings>

/** How many came: those who opened a conversation, and those who found nobody and left a message. */
export const visitsIn = ({ visits, messages }: Things): number =>
  visits.length + messages.filter(({ hadConversation }) => !hadConversation).length

/** What is asked for of all that is counted; visits and offline messages are no agent's. */
export function selectThings(history: History, asked: Omit<Asked, 'report'>): Things {
  const isAsked = ({ day, groupId, channelId, memberId }: Thing & Placed): boolean => {
    if (day < asked.from || day > asked.to) return false
    if (asked.groupIds && !asked.groupIds.includes(groupId)) return false
    if (asked.channelIds && !asked.channelIds.includes(channelId)) return false
    return !asked.memberIds || asked.memberIds.includes(memberId ?? '')
  }
  const { visits, dialogues, messages } = thingsOf(history)
  return {
    visits: visits.filter(isAsked),
    dialogues: dialogues.filter(isAsked),
    messages: messages.filter(isAsked),
  }
}

/** A report as it has to be. */
export function recount(history: History, asked: Asked): Recount {
  if (asked.report === 'onlineTime') return recountWork(history, asked)
  const parts = keysOf[asked.report]
  const byMember = parts.includes('member')
  const selected = selectThings(history, asked)
  const { dialogues } = selected
  const [visits, messages] = byMember ? [[], []] : [selected.visits, selected.messages]
  const names = new Map<string, string>()
  const keyOf = ({ day, hour, groupId, memberId }: Thing & Placed): string => {
    const said = { date: day, hour, group: groupId, member: memberId }
    return parts.map((part) => said[part]).join('|')
  }
  for (const thing of [...visits, ...dialogues, ...messages].toSorted((a, b) => a.at - b.at)) {
    names.set(keyOf(thing), byMember ? ('memberName' in thing ? thing.memberName : '') : thing.groupName)
  }
  const rows = new Map<string, Record<string, number | null>>()
  const shown = asked.report === 'offlineMessages' ? [...visits, ...messages] : [...visits, ...dialogues, ...messages]
  for (const key of new Set(shown.map(keyOf))) {
    const of = <Kind extends Thing & Placed>(things: readonly Kind[]) => things.filter((thing) => keyOf(thing) === key)
    const figures = figuresOf(history, of(visits), of(dialogues), of(messages))
    if (asked.report === 'groupDaily' || asked.report === 'groupHourly') {
      if (figures.visits === 0 && figures.dialogues === 0) continue
    }
    if (asked.report === 'offlineMessages' && figures.visits === 0 && figures.offlineMessages === 0) continue
    rows.set(key, figures)
  }
  const kept = <Kind extends Thing & Placed>(things: readonly Kind[]) =>
    things.filter((thing) => rows.has(keyOf(thing)))
  rows.set('total', figuresOf(history, kept(visits), kept(dialogues), kept(messages)))
  return { rows, names }
}
