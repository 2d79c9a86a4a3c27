import { reportRules } from '../reports'
import type { ReportWords } from './report-words'

const { fromHour, toHour, satisfiedFrom } = reportRules

/** Whoever has to have said something. */
const said = {
  visitor: '访客至少发过一条消息',
  agent: '客服至少回复过一条',
  both: '访客和客服都至少发过一条消息',
} as const
const unsaid = { visitor: '访客没有发过消息', agent: '客服没有回复过', both: '访客或客服没有发过消息' } as const
const firstReply = {
  later: '首条人工消息 − 接入与访客首条消息中较晚的一个',
  accepted: '首条人工消息 − 接入',
  asked: '首条人工消息 − 访客首条未回复的消息（排队时发的也算；没有则从接入起）',
} as const
const satisfied = {
  ratings: '评价',
  invites: '邀请过评价的会话（没有被邀请而评价的也算）',
  dialogues: '总会话量',
} as const

/** What reports and columns are called, and how they are computed, in 简体中文. */
export const reportWordsZhCN: ReportWords = {
  names: {
    satisfaction: '客服满意度',
    groupDaily: '分组每日对话量',
    groupHourly: '分组每小时对话量',
    agentDaily: '客服每日对话量',
    onlineTime: '在线时间分析',
    offlineMessages: '离线留言统计',
    agentDuration: '对话平均时长',
  },
  columns: {
    date: { name: '日期', formula: '商家所在时区的一天' },
    hour: { name: '时段', formula: '所选日期里每天的同一个小时' },
    group: { name: '分组', formula: '事情发生时所在的分组' },
    member: { name: '客服', formula: '事情发生时接待的客服' },
    visits: { name: '总客量', formula: '接入 + 排队放弃 + 无人转留言' },
    accepted: { name: '接入', formula: '由客服接起的访问' },
    abandoned: { name: '排队放弃', formula: '接起之前离开排队、也没有留言的访问' },
    visitMessages: { name: '转留言', formula: '没有人接起、访客留言的访问' },
    connectRate: { name: '接通率', formula: '接入 ÷ 总客量' },
    queued: { name: '排队', formula: `等待${reportRules.queuedFromMs / 1_000}秒及以上的访问` },
    queueRate: { name: '排队率', formula: '排队 ÷（接入 + 转留言）' },
    queueAbandonRate: { name: '放弃率', formula: '排队放弃 ÷ 排队' },
    meanWait: { name: '平均等待', formula: '排队后接入的等待时长之和 ÷ 排队后接入的访问' },
    longestWait: { name: '最长等待', formula: '接入的访问中等得最久的一次' },
    meanAbandonWait: { name: '平均放弃时长', formula: '放弃者的等待时长之和 ÷ 排队放弃' },
    visitorDialogues: { name: '直接接入', formula: '不是由同事转来的会话' },
    transfersIn: { name: '转入', formula: '由同事或分组转来的会话' },
    transfersOut: { name: '转出', formula: '转给同事或分组的会话' },
    transferRate: { name: '转接率', formula: '转出 ÷ 总会话量' },
    dialogueReplyRate: { name: '会话回复率', formula: '已回复会话 ÷ 总会话量' },
    rounds: { name: '轮次', formula: '从访客第一条未回复的消息，到第一条人工回复' },
    meanReply: { name: '平均响应', formula: '各轮回复间隔之和 ÷ 已回复的轮次' },
    agentMessages: { name: '客服消息', formula: '客服发出的消息' },
    visitorMessages: { name: '访客消息', formula: '访客发出的消息' },
    answerRatio: { name: '答问比', formula: '客服消息 ÷ 访客消息' },
    meanDuration: { name: '平均时长', formula: '总时长 ÷ 已结束会话' },
    meanValidDuration: { name: '有效平均时长', formula: '已结束有效会话的时长之和 ÷ 已结束有效会话' },
    longestDuration: { name: '最长时长', formula: '已结束会话中最长的一个' },
    invites: { name: '邀评', formula: '发出的评价邀请' },
    inviteRate: { name: '邀评率', formula: '邀评 ÷ 有效会话' },
    ratings: { name: '评价', formula: '收到的评价，记给发出邀请的客服，否则记给最后接待的客服' },
    participationRate: { name: '参评率', formula: '评价 ÷ 邀评' },
    rated5: { name: '5分', formula: '非常满意的评价' },
    rated4: { name: '4分', formula: '满意的评价' },
    rated3: { name: '3分', formula: '一般的评价' },
    rated2: { name: '2分', formula: '不满意的评价' },
    rated1: { name: '1分', formula: '非常不满意的评价' },
    firstSignIn: { name: '首次登录', formula: '当天第一次登录的时间' },
    lastSignOut: { name: '最后退出', formula: '当天最后一次退出的时间' },
    onlineTime: { name: '在线时长', formula: '登录中、状态为在线的时长' },
    busyTime: { name: '忙碌时长', formula: '登录中、状态为忙碌的时长' },
    awayTime: { name: '离开时长', formula: '登录中、状态为离开的时长' },
    workTime: { name: '登录时长', formula: '在线 + 忙碌 + 离开' },
    onlineShare: { name: '在线占比', formula: '在线时长 ÷ 登录时长' },
    busyShare: { name: '忙碌占比', formula: '忙碌时长 ÷ 登录时长' },
    awayShare: { name: '离开占比', formula: '离开时长 ÷ 登录时长' },
    statusChanges: { name: '状态切换', formula: '当天切换状态的次数' },
    offlineMessages: { name: '留言', formula: '收到的离线留言' },
    openMessages: { name: '未回复', formula: '还没有回复的留言' },
    repliedMessages: { name: '已回复', formula: '已经回复的留言' },
    offlineMessageRate: { name: '留言率', formula: '留言 ÷ 总客量' },
    messageReplyRate: { name: '回复率', formula: '已回复 ÷ 留言' },
    meanMessageReply: { name: '平均回复时长', formula: '从留言到首次回复的时长之和 ÷ 已回复' },
  },
  varied: {
    validSessions: ({ validBy }) => ({ name: '有效接入', formula: `接入的会话中，${said[validBy]}的` }),
    invalidSessions: ({ validBy }) => ({ name: '无效接入', formula: `接入的会话中，${unsaid[validBy]}的` }),
    dialogues: ({ transfers }) => ({
      name: '总会话量',
      formula: `有效会话 + 无效会话${transfers === 'same' ? '；转接后仍是同一个会话，记给最先接待的客服' : ''}`,
    }),
    validDialogues: ({ validBy }) => ({ name: '有效会话', formula: `${said[validBy]}的会话` }),
    invalidDialogues: ({ validBy }) => ({ name: '无效会话', formula: `${unsaid[validBy]}的会话` }),
    repliedDialogues: ({ transfers }) => ({
      name: '已回复会话',
      formula: `至少有一条人工回复的会话${transfers === 'same' ? '，转接后的回复也算' : ''}`,
    }),
    meanFirstReply: ({ firstReplyFrom }) => ({
      name: '平均首响',
      formula: `首响之和 ÷ 已回复会话；首响 = ${firstReply[firstReplyFrom]}`,
    }),
    firstReplyInTimeRate: ({ firstReplySeconds, firstReplyFrom }) => ({
      name: `${firstReplySeconds}秒首响率`,
      formula: `首响不超过${firstReplySeconds}秒的会话 ÷ 至少有一轮的会话；首响 = ${firstReply[firstReplyFrom]}`,
    }),
    replyInTimeRate: ({ replySeconds }) => ({
      name: `${replySeconds}秒应答率`,
      formula: `${replySeconds}秒内回复的轮次 ÷ 轮次`,
    }),
    threeMinuteRate: ({ threeMinutesOf }) => ({
      name: '3分钟回复率',
      formula:
        threeMinutesOf === 'rounds'
          ? `3分钟内人工回复的轮次 ÷ 轮次，只计${fromHour}:00–${toHour}:00开始的轮次`
          : `每一轮都在3分钟内得到人工回复的人次 ÷ 咨询人次（一个会话算一人次），只计${fromHour}:00–${toHour}:00开始的轮次`,
    }),
    closedDialogues: ({ transfers }) => ({
      name: '已结束会话',
      formula: transfers === 'same' ? '已经结束的会话，转出不算结束' : '已经结束或转出的会话',
    }),
    totalDuration: ({ transfers }) => ({
      name: '总时长',
      formula: `已结束会话从${transfers === 'same' ? '最先接入到最后' : '接入到'}结束的时长之和`,
    }),
    closedValidDialogues: ({ validBy }) => ({ name: '已结束有效会话', formula: `已结束会话中${said[validBy]}的` }),
    satisfactionRate: ({ satisfactionOf }) => ({
      name: '满意率',
      formula: `${satisfiedFrom}分及以上的评价 ÷ ${satisfied[satisfactionOf]}`,
    }),
  },
  since: (time, formula) => `${time} 起：${formula}`,
  until: (formula) => `此前：${formula}`,
}
