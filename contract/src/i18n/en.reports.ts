import { reportRules } from '../reports'
import type { ReportWords } from './report-words'

const { fromHour, toHour, satisfiedFrom } = reportRules

/** Whoever has to have said something. */
const said = {
  visitor: 'the visitor sent at least one message',
  agent: 'an agent replied at least once',
  both: 'visitor and agent each sent at least one message',
} as const
const unsaid = {
  visitor: 'the visitor sent no message',
  agent: 'no agent replied',
  both: 'the visitor or the agent sent no message',
} as const
const firstReply = {
  later: 'first human message − the later of accept and first visitor message',
  accepted: 'first human message − accept',
  asked:
    'first human message − the visitor’s first unanswered message (said in the queue too; accept where there is none)',
} as const
const satisfied = {
  ratings: 'ratings',
  invites: 'dialogues whose visitor was asked to rate (or rated unasked)',
  dialogues: 'dialogues',
} as const

/** What reports and columns are called, and how they are computed, in English. */
export const reportWordsEn: ReportWords = {
  names: {
    satisfaction: 'Satisfaction',
    groupDaily: 'Groups by day',
    groupHourly: 'Groups by hour',
    agentDaily: 'Agents by day',
    onlineTime: 'Time online',
    offlineMessages: 'Offline messages',
    agentDuration: 'Mean duration',
  },
  columns: {
    date: { name: 'Date', formula: 'A day of the merchant’s time zone' },
    hour: { name: 'Hour', formula: 'The same hour of every day in the range' },
    group: { name: 'Group', formula: 'The group at the moment it happened' },
    member: { name: 'Agent', formula: 'The agent who served at the moment it happened' },
    visits: { name: 'Visits', formula: 'Accepted + abandoned + left as a message' },
    accepted: { name: 'Accepted', formula: 'Visits that an agent took' },
    abandoned: { name: 'Abandoned', formula: 'Visits that left the queue before anybody took them, without a message' },
    visitMessages: { name: 'To message', formula: 'Visits nobody took, which left a message' },
    connectRate: { name: 'Connect rate', formula: 'Accepted ÷ visits' },
    queued: { name: 'Queued', formula: `Visits that waited ${reportRules.queuedFromMs / 1_000} s or longer` },
    queueRate: { name: 'Queue rate', formula: 'Queued ÷ (accepted + to message)' },
    queueAbandonRate: { name: 'Abandon rate', formula: 'Abandoned ÷ queued' },
    meanWait: { name: 'Mean wait', formula: 'Σ wait of visits accepted from the queue ÷ those visits' },
    longestWait: { name: 'Longest wait', formula: 'The longest wait of an accepted visit' },
    meanAbandonWait: { name: 'Mean wait to abandon', formula: 'Σ wait of those who gave up ÷ abandoned' },
    visitorDialogues: { name: 'Direct', formula: 'Dialogues that no colleague handed on' },
    transfersIn: { name: 'Transfers in', formula: 'Dialogues handed on to the agent' },
    transfersOut: { name: 'Transfers out', formula: 'Dialogues the agent handed on' },
    transferRate: { name: 'Transfer rate', formula: 'Transfers out ÷ dialogues' },
    dialogueReplyRate: { name: 'Reply rate', formula: 'Replied ÷ dialogues' },
    rounds: { name: 'Rounds', formula: 'From the visitor’s first unanswered message to the first human reply' },
    meanReply: { name: 'Mean reply', formula: 'Σ reply gap over all rounds ÷ answered rounds' },
    agentMessages: { name: 'Agent messages', formula: 'Messages sent by agents' },
    visitorMessages: { name: 'Visitor messages', formula: 'Messages sent by visitors' },
    answerRatio: { name: 'Answer ratio', formula: 'Agent messages ÷ visitor messages' },
    meanDuration: { name: 'Mean duration', formula: 'Total duration ÷ closed dialogues' },
    meanValidDuration: {
      name: 'Mean valid duration',
      formula: 'Σ duration of closed valid dialogues ÷ closed valid dialogues',
    },
    longestDuration: { name: 'Longest duration', formula: 'The longest closed dialogue' },
    invites: { name: 'Invites', formula: 'Invitations to rate that were sent' },
    inviteRate: { name: 'Invite rate', formula: 'Invites ÷ valid dialogues' },
    ratings: { name: 'Ratings', formula: 'Ratings received, credited to the agent who invited, else to the last one' },
    participationRate: { name: 'Participation', formula: 'Ratings ÷ invites' },
    rated5: { name: '5', formula: 'Ratings “very satisfied”' },
    rated4: { name: '4', formula: 'Ratings “satisfied”' },
    rated3: { name: '3', formula: 'Ratings “neutral”' },
    rated2: { name: '2', formula: 'Ratings “dissatisfied”' },
    rated1: { name: '1', formula: 'Ratings “very dissatisfied”' },
    firstSignIn: { name: 'First sign-in', formula: 'The first sign-in of the day' },
    lastSignOut: { name: 'Last sign-out', formula: 'The last sign-out of the day' },
    onlineTime: { name: 'Online', formula: 'Time signed in with the status online' },
    busyTime: { name: 'Busy', formula: 'Time signed in with the status busy' },
    awayTime: { name: 'Away', formula: 'Time signed in with the status away' },
    workTime: { name: 'Signed in', formula: 'Online + busy + away' },
    onlineShare: { name: 'Online share', formula: 'Online ÷ signed in' },
    busyShare: { name: 'Busy share', formula: 'Busy ÷ signed in' },
    awayShare: { name: 'Away share', formula: 'Away ÷ signed in' },
    statusChanges: { name: 'Status changes', formula: 'How often the status changed on the day' },
    offlineMessages: { name: 'Messages', formula: 'Offline messages received' },
    openMessages: { name: 'Open', formula: 'Messages not replied to yet' },
    repliedMessages: { name: 'Replied', formula: 'Messages that were replied to' },
    offlineMessageRate: { name: 'Message rate', formula: 'Messages ÷ visits' },
    messageReplyRate: { name: 'Reply rate', formula: 'Replied ÷ messages' },
    meanMessageReply: { name: 'Mean time to reply', formula: 'Σ time from message to first reply ÷ replied' },
  },
  varied: {
    validSessions: ({ validBy }) => ({ name: 'Valid visits', formula: `Accepted sessions in which ${said[validBy]}` }),
    invalidSessions: ({ validBy }) => ({
      name: 'Invalid visits',
      formula: `Accepted sessions in which ${unsaid[validBy]}`,
    }),
    dialogues: ({ transfers }) => ({
      name: 'Dialogues',
      formula:
        transfers === 'same'
          ? 'Valid + invalid dialogues; handed on it is still the same one, of the agent who accepted it first'
          : 'Valid + invalid dialogues',
    }),
    validDialogues: ({ validBy }) => ({ name: 'Valid', formula: `Dialogues in which ${said[validBy]}` }),
    invalidDialogues: ({ validBy }) => ({ name: 'Invalid', formula: `Dialogues in which ${unsaid[validBy]}` }),
    repliedDialogues: ({ transfers }) => ({
      name: 'Replied',
      formula: `Dialogues with at least one human reply${transfers === 'same' ? ', also after they were handed on' : ''}`,
    }),
    meanFirstReply: ({ firstReplyFrom }) => ({
      name: 'Mean first reply',
      formula: `Σ first reply ÷ replied dialogues; first reply = ${firstReply[firstReplyFrom]}`,
    }),
    firstReplyInTimeRate: ({ firstReplySeconds, firstReplyFrom }) => ({
      name: `First reply ≤ ${firstReplySeconds} s`,
      formula: `Dialogues with a first reply within ${firstReplySeconds} s ÷ dialogues with at least one round; first reply = ${firstReply[firstReplyFrom]}`,
    }),
    replyInTimeRate: ({ replySeconds }) => ({
      name: `Reply ≤ ${replySeconds} s`,
      formula: `Rounds answered within ${replySeconds} s ÷ rounds`,
    }),
    threeMinuteRate: ({ threeMinutesOf }) => ({
      name: '3-minute rate',
      formula:
        threeMinutesOf === 'rounds'
          ? `Rounds answered by a human within 3 min ÷ rounds, those that begin ${fromHour}:00–${toHour}:00`
          : `Visitors served whose every round was answered by a human within 3 min ÷ visitors served (one for each dialogue), by rounds that begin ${fromHour}:00–${toHour}:00`,
    }),
    closedDialogues: ({ transfers }) => ({
      name: 'Closed',
      formula:
        transfers === 'same'
          ? 'Dialogues that ended; handed on is not ended'
          : 'Dialogues that ended or were handed on',
    }),
    totalDuration: ({ transfers }) => ({
      name: 'Total duration',
      formula: `Σ (${transfers === 'same' ? 'last end − first accept' : 'end − accept'}) of closed dialogues`,
    }),
    closedValidDialogues: ({ validBy }) => ({
      name: 'Closed valid',
      formula: `Closed dialogues in which ${said[validBy]}`,
    }),
    satisfactionRate: ({ satisfactionOf }) => ({
      name: 'Satisfaction',
      formula: `Ratings of ${satisfiedFrom} and more ÷ ${satisfied[satisfactionOf]}`,
    }),
  },
  since: (time, formula) => `From ${time}: ${formula}`,
  until: (formula) => `Before: ${formula}`,
}
