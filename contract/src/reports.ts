/**
 * The seven reports as data (RPT-01 ... RPT-10): every column that any of them has, and which ones each shows. A column's
 * key is the key of its formula as well: docs/metrics.md has a line for each, and the screens' catalogues name and
 * explain each (a map over `ReportColumn` that lacks one does not compile). No schema library here: screens read it too.
 */

/** How a value reads: a number of things, a share (0 ... 1), milliseconds, a day, an hour, a name, an instant. */
export type ReportUnit = 'count' | 'ratio' | 'ms' | 'date' | 'hour' | 'text' | 'instant'

interface ColumnDefinition {
  readonly unit: ReportUnit
  /** Whether `report.drill` lists what is behind it. Of a share or a mean it lists the upper part of the fraction. */
  readonly drill: boolean
}

const dimension = <const Unit extends ReportUnit>(unit: Unit) => ({ unit, drill: false }) as const
const figure = <const Unit extends ReportUnit>(unit: Unit) => ({ unit, drill: true }) as const
const plain = <const Unit extends ReportUnit>(unit: Unit) => ({ unit, drill: false }) as const

/** Every column of every report. Shares and means are null where nothing stands below the line. */
export const reportColumns = {
  // what a row is about
  date: dimension('date'),
  hour: dimension('hour'),
  group: dimension('text'),
  member: dimension('text'),
  // visits: somebody asked for a person (group figures; they belong to the moment in which he asked)
  visits: figure('count'),
  accepted: figure('count'),
  abandoned: figure('count'),
  visitMessages: figure('count'),
  connectRate: figure('ratio'),
  validSessions: figure('count'),
  invalidSessions: figure('count'),
  queued: figure('count'),
  queueRate: figure('ratio'),
  queueAbandonRate: figure('ratio'),
  meanWait: figure('ms'),
  longestWait: plain('ms'),
  meanAbandonWait: figure('ms'),
  // dialogues: one agent's part of a conversation (they belong to the moment in which he accepted)
  dialogues: figure('count'),
  validDialogues: figure('count'),
  invalidDialogues: figure('count'),
  visitorDialogues: figure('count'),
  transfersIn: figure('count'),
  transfersOut: figure('count'),
  transferRate: figure('ratio'),
  repliedDialogues: figure('count'),
  dialogueReplyRate: figure('ratio'),
  meanFirstReply: figure('ms'),
  firstReplyInTimeRate: figure('ratio'),
  rounds: figure('count'),
  meanReply: figure('ms'),
  replyInTimeRate: figure('ratio'),
  threeMinuteRate: figure('ratio'),
  agentMessages: figure('count'),
  visitorMessages: figure('count'),
  answerRatio: figure('ratio'),
  closedDialogues: figure('count'),
  totalDuration: figure('ms'),
  meanDuration: figure('ms'),
  closedValidDialogues: figure('count'),
  meanValidDuration: figure('ms'),
  longestDuration: plain('ms'),
  // ratings (they belong to the dialogue they are credited to)
  invites: figure('count'),
  inviteRate: figure('ratio'),
  ratings: figure('count'),
  participationRate: figure('ratio'),
  rated5: figure('count'),
  rated4: figure('count'),
  rated3: figure('count'),
  rated2: figure('count'),
  rated1: figure('count'),
  satisfactionRate: figure('ratio'),
  // time at work
  firstSignIn: plain('instant'),
  lastSignOut: plain('instant'),
  onlineTime: plain('ms'),
  busyTime: plain('ms'),
  awayTime: plain('ms'),
  workTime: plain('ms'),
  onlineShare: plain('ratio'),
  busyShare: plain('ratio'),
  awayShare: plain('ratio'),
  statusChanges: plain('count'),
  // offline messages (they belong to the moment in which they were left)
  offlineMessages: figure('count'),
  openMessages: figure('count'),
  repliedMessages: figure('count'),
  offlineMessageRate: figure('ratio'),
  messageReplyRate: figure('ratio'),
  meanMessageReply: figure('ms'),
} as const satisfies Readonly<Record<string, ColumnDefinition>>

/** Key of a column, and of its formula. */
export type ReportColumn = keyof typeof reportColumns

/** Key of a column that has a unit of this kind. */
export type ReportDimension = 'date' | 'hour' | 'group' | 'member'

/** What figures can be narrowed by. */
export type ReportFilter = 'groupIds' | 'memberIds' | 'channelIds'

interface ReportDefinition {
  /** What a row is about; the rows are in this order unless asked otherwise. */
  readonly rows: readonly ReportDimension[]
  readonly columns: readonly ReportColumn[]
  /** The others are refused, since a figure cannot be told apart by them. */
  readonly filters: readonly ReportFilter[]
}

const volume = [
  'visits',
  'accepted',
  'abandoned',
  'visitMessages',
  'connectRate',
  'validSessions',
  'invalidSessions',
  'dialogues',
  'validDialogues',
  'invalidDialogues',
  'queued',
  'meanWait',
  'longestWait',
  'queueRate',
  'queueAbandonRate',
  'meanAbandonWait',
] as const satisfies readonly ReportColumn[]

/** The reports by key, with their requirement. */
export const reports = {
  /** RPT-02, RPT-03: 客服满意度. */
  satisfaction: {
    rows: ['member'],
    columns: [
      'member',
      'dialogues',
      'validDialogues',
      'invalidDialogues',
      'invites',
      'inviteRate',
      'ratings',
      'participationRate',
      'rated5',
      'rated4',
      'rated3',
      'rated2',
      'rated1',
      'satisfactionRate',
    ],
    filters: ['groupIds', 'memberIds', 'channelIds'],
  },
  /** RPT-04, RPT-05: 分组每日对话量. */
  groupDaily: { rows: ['date', 'group'], columns: ['date', 'group', ...volume], filters: ['groupIds', 'channelIds'] },
  /** RPT-06: 分组每小时对话量; hours 0 ... 23 over all days of the range. */
  groupHourly: { rows: ['hour', 'group'], columns: ['hour', 'group', ...volume], filters: ['groupIds', 'channelIds'] },
  /** RPT-07: 客服每日对话量. */
  agentDaily: {
    rows: ['date', 'member'],
    columns: [
      'date',
      'member',
      'dialogues',
      'visitorDialogues',
      'validDialogues',
      'invalidDialogues',
      'transfersIn',
      'transfersOut',
      'transferRate',
      'repliedDialogues',
      'dialogueReplyRate',
      'meanFirstReply',
      'firstReplyInTimeRate',
      'rounds',
      'meanReply',
      'replyInTimeRate',
      'threeMinuteRate',
      'agentMessages',
      'visitorMessages',
      'answerRatio',
    ],
    filters: ['groupIds', 'memberIds', 'channelIds'],
  },
  /** RPT-08: 在线时间分析. */
  onlineTime: {
    rows: ['date', 'member'],
    columns: [
      'date',
      'member',
      'firstSignIn',
      'lastSignOut',
      'workTime',
      'onlineTime',
      'busyTime',
      'awayTime',
      'onlineShare',
      'busyShare',
      'awayShare',
      'statusChanges',
    ],
    filters: ['memberIds'],
  },
  /** RPT-09: 离线留言统计. */
  offlineMessages: {
    rows: ['date', 'group'],
    columns: [
      'date',
      'group',
      'offlineMessages',
      'openMessages',
      'repliedMessages',
      'messageReplyRate',
      'offlineMessageRate',
      'meanMessageReply',
    ],
    filters: ['groupIds', 'channelIds'],
  },
  /** RPT-10: 对话平均时长. */
  agentDuration: {
    rows: ['member'],
    columns: [
      'member',
      'dialogues',
      'closedDialogues',
      'totalDuration',
      'meanDuration',
      'closedValidDialogues',
      'meanValidDuration',
      'longestDuration',
    ],
    filters: ['groupIds', 'memberIds', 'channelIds'],
  },
} as const satisfies Readonly<Record<string, ReportDefinition>>

/** A report's key. */
export type ReportKey = keyof typeof reports

/** The figures of 运营总览, in the order of its strip. */
export const overviewFigures = [
  'visits',
  'accepted',
  'connectRate',
  'meanFirstReply',
  'threeMinuteRate',
  'satisfactionRate',
  'participationRate',
] as const satisfies readonly ReportColumn[]

/** The fixed limits in the formulas; docs/metrics.md says where each comes from. */
export const reportRules = {
  /** Whoever waited shorter than this was accepted at once and did not queue. */
  queuedFromMs: 1_000,
  /** 3分钟回复率, of rounds that begin between these hours of the merchant's day. */
  threeMinutesMs: 180_000,
  fromHour: 8,
  toHour: 23,
  /** Scores from here on are 满意. */
  satisfiedFrom: 4,
  /** Days of one query at most. */
  mostDays: 366,
} as const
