import type { ReportKey } from '@keqiao/contract'
import { dayOf, hourOf, type Asked, type Recount } from './calendar.testing'
import { decidedAt } from './decisions.testing'
import type { History } from './make-history.testing'
import type { MadeEvent } from './world.testing'
import { dialoguesOf, isHuman, isValidBy, isVisitors, type Dialogue } from './recount-dialogues.testing'
import { recountWork } from './recount-work.testing'

interface Visit {
  at: number
  groupId: string
  groupName: string
  channelId: string
  outcome: string
  waitMs: number
  isValid: boolean
}

interface OfflineMessage {
  at: number
  groupId: string
  groupName: string
  channelId: string
  hadConversation: boolean
  replyMs: number | null
}

function streamsOf(history: History, kind: MadeEvent['stream']): MadeEvent[][] {
  const ids = [...new Set(history.events.filter(({ stream }) => stream === kind).map(({ streamId }) => streamId))]
  return ids.map((id) => history.events.filter(({ streamId }) => streamId === id))
}

function visitOf(log: readonly MadeEvent[], events: readonly MadeEvent[]): Visit | null {
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
    isValid: isValidBy(decidedAt(events, opened.at), log.some(isVisitors), log.some(isHuman)),
  }
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
  const sessions = dialogues.flatMap(({ session }) => session ?? [])
  const valid = sessions.filter((session) => session.valid)
  const replied = sessions.filter((session) => session.replied)
  const withRound = sessions.filter(({ hasRound }) => hasRound)
  const rounds = dialogues.flatMap((dialogue) => dialogue.rounds)
  const givenAway = dialogues.filter((dialogue) => dialogue.givenAway)
  const closed = sessions.filter(({ durationMs }) => durationMs !== null)
  const closedValid = closed.filter((session) => session.valid)
  const [agentMessages, visitorMessages] = [sum(dialogues, (d) => d.agentCount), sum(dialogues, (d) => d.visitorCount)]
  return {
    visits: all,
    accepted: accepted.length,
    abandoned: abandoned.length,
    visitMessages,
    connectRate: over(accepted.length, all),
    validSessions: accepted.filter(({ isValid }) => isValid).length,
    invalidSessions: accepted.filter(({ isValid }) => !isValid).length,
    queued,
    queueRate: over(queued, accepted.length + visitMessages),
    queueAbandonRate: over(abandoned.length, queued),
    meanWait: mean(waited.map(({ waitMs }) => waitMs)),
    longestWait: most(waited.map(({ waitMs }) => waitMs)),
    meanAbandonWait: mean(abandoned.map(({ waitMs }) => waitMs)),
    dialogues: sessions.length,
    validDialogues: valid.length,
    invalidDialogues: sessions.length - valid.length,
    visitorDialogues: sessions.filter(({ fromVisitor }) => fromVisitor).length,
    transfersIn: dialogues.filter(({ fromVisitor }) => !fromVisitor).length,
    transfersOut: givenAway.length,
    transferRate: over(givenAway.length, sessions.length),
    repliedDialogues: replied.length,
    dialogueReplyRate: over(replied.length, sessions.length),
    meanFirstReply: mean(present(sessions.map(({ firstReplyMs }) => firstReplyMs))),
    firstReplyInTimeRate: over(withRound.filter(({ inTime }) => inTime).length, withRound.length),
    rounds: rounds.length,
    meanReply: mean(present(rounds.map(({ gapMs }) => gapMs))),
    replyInTimeRate: over(
      sum(dialogues, ({ repliesInTime }) => repliesInTime),
      rounds.length,
    ),
    threeMinuteRate: over(
      sum(dialogues, ({ threeMinutes }) => threeMinutes.above),
      sum(dialogues, ({ threeMinutes }) => threeMinutes.below),
    ),
    agentMessages,
    visitorMessages,
    answerRatio: over(agentMessages, visitorMessages),
    closedDialogues: closed.length,
    totalDuration: sum(present(sessions.map(({ durationMs }) => durationMs)), (ms) => ms),
    meanDuration: mean(present(sessions.map(({ durationMs }) => durationMs))),
    closedValidDialogues: closedValid.length,
    meanValidDuration: mean(present(closedValid.map(({ durationMs }) => durationMs))),
    longestDuration: most(present(sessions.map(({ durationMs }) => durationMs))),
    ...ratingsOf(dialogues),
    ...messagesOf(messages, all),
  }
}

/** What was asked for and given as a rating. */
function ratingsOf(dialogues: readonly Dialogue[]): Record<string, number | null> {
  const valid = dialogues.filter(({ session }) => session?.valid)
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
    satisfactionRate: over(rated(4) + rated(5), dialogues.filter(({ belowSatisfaction }) => belowSatisfaction).length),
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
    visits: placed(
      history,
      conversations.map((log) => visitOf(log, history.events)),
    ),
    dialogues: placed(
      history,
      conversations.flatMap((log) => dialoguesOf(log, history.events)),
    ),
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
    const figures = figuresOf(of(visits), of(dialogues), of(messages))
    if (asked.report === 'groupDaily' || asked.report === 'groupHourly') {
      if (figures.visits === 0 && figures.dialogues === 0) continue
    }
    // Who only took over what counts elsewhere has no time of his own.
    if (asked.report === 'agentDuration' && figures.dialogues === 0) continue
    if (asked.report === 'offlineMessages' && figures.visits === 0 && figures.offlineMessages === 0) continue
    rows.set(key, figures)
  }
  const kept = <Kind extends Thing & Placed>(things: readonly Kind[]) =>
    things.filter((thing) => rows.has(keyOf(thing)))
  rows.set('total', figuresOf(kept(visits), kept(dialogues), kept(messages)))
  return { rows, names }
}
