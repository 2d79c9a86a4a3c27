import { reportRules } from '../reports'
import type { ReportWords } from './report-words'

const { fromHour, toHour, satisfiedFrom } = reportRules

/** Whoever has to have said something. */
const said = {
  visitor: '訪客至少發過一則訊息',
  agent: '客服至少回覆過一則',
  both: '訪客和客服都至少發過一則訊息',
} as const
const unsaid = { visitor: '訪客沒有發過訊息', agent: '客服沒有回覆過', both: '訪客或客服沒有發過訊息' } as const
const firstReply = {
  later: '首則人工訊息 − 接入與訪客首則訊息中較晚的一個',
  accepted: '首則人工訊息 − 接入',
  asked: '首則人工訊息 − 訪客首則未回覆的訊息（排隊時發的也算；沒有則從接入起）',
} as const
const satisfied = {
  ratings: '評價',
  invites: '邀請過評價的會話（沒有被邀請而評價的也算）',
  dialogues: '總會話量',
} as const

/** What reports and columns are called, and how they are computed, in 繁體中文. */
export const reportWordsZhTW: ReportWords = {
  names: {
    satisfaction: '客服滿意度',
    groupDaily: '群組每日對話量',
    groupHourly: '群組每小時對話量',
    agentDaily: '客服每日對話量',
    onlineTime: '線上時間分析',
    offlineMessages: '離線留言統計',
    agentDuration: '對話平均時長',
  },
  columns: {
    date: { name: '日期', formula: '商家所在時區的一天' },
    hour: { name: '時段', formula: '所選日期裡每天的同一個小時' },
    group: { name: '群組', formula: '事情發生時所在的群組' },
    member: { name: '客服', formula: '事情發生時接待的客服' },
    visits: { name: '總客量', formula: '接入 + 排隊放棄 + 無人轉留言' },
    accepted: { name: '接入', formula: '由客服接起的訪問' },
    abandoned: { name: '排隊放棄', formula: '接起之前離開排隊、也沒有留言的訪問' },
    visitMessages: { name: '轉留言', formula: '沒有人接起、訪客留言的訪問' },
    connectRate: { name: '接通率', formula: '接入 ÷ 總客量' },
    queued: { name: '排隊', formula: `等待${reportRules.queuedFromMs / 1_000}秒及以上的訪問` },
    queueRate: { name: '排隊率', formula: '排隊 ÷（接入 + 轉留言）' },
    queueAbandonRate: { name: '放棄率', formula: '排隊放棄 ÷ 排隊' },
    meanWait: { name: '平均等待', formula: '排隊後接入的等待時長之和 ÷ 排隊後接入的訪問' },
    longestWait: { name: '最長等待', formula: '接入的訪問中等得最久的一次' },
    meanAbandonWait: { name: '平均放棄時長', formula: '放棄者的等待時長之和 ÷ 排隊放棄' },
    visitorDialogues: { name: '直接接入', formula: '不是由同事轉來的會話' },
    transfersIn: { name: '轉入', formula: '由同事或群組轉來的會話' },
    transfersOut: { name: '轉出', formula: '轉給同事或群組的會話' },
    transferRate: { name: '轉接率', formula: '轉出 ÷ 總會話量' },
    dialogueReplyRate: { name: '會話回覆率', formula: '已回覆會話 ÷ 總會話量' },
    rounds: { name: '輪次', formula: '從訪客第一則未回覆的訊息，到第一則人工回覆' },
    meanReply: { name: '平均回應', formula: '各輪回覆間隔之和 ÷ 已回覆的輪次' },
    agentMessages: { name: '客服訊息', formula: '客服發出的訊息' },
    visitorMessages: { name: '訪客訊息', formula: '訪客發出的訊息' },
    answerRatio: { name: '答問比', formula: '客服訊息 ÷ 訪客訊息' },
    meanDuration: { name: '平均時長', formula: '總時長 ÷ 已結束會話' },
    meanValidDuration: { name: '有效平均時長', formula: '已結束有效會話的時長之和 ÷ 已結束有效會話' },
    longestDuration: { name: '最長時長', formula: '已結束會話中最長的一個' },
    invites: { name: '邀評', formula: '發出的評價邀請' },
    inviteRate: { name: '邀評率', formula: '邀評 ÷ 有效會話' },
    ratings: { name: '評價', formula: '收到的評價，記給發出邀請的客服，否則記給最後接待的客服' },
    participationRate: { name: '參評率', formula: '評價 ÷ 邀評' },
    rated5: { name: '5分', formula: '非常滿意的評價' },
    rated4: { name: '4分', formula: '滿意的評價' },
    rated3: { name: '3分', formula: '一般的評價' },
    rated2: { name: '2分', formula: '不滿意的評價' },
    rated1: { name: '1分', formula: '非常不滿意的評價' },
    firstSignIn: { name: '首次登入', formula: '當天第一次登入的時間' },
    lastSignOut: { name: '最後登出', formula: '當天最後一次登出的時間' },
    onlineTime: { name: '線上時長', formula: '登入中、狀態為線上的時長' },
    busyTime: { name: '忙碌時長', formula: '登入中、狀態為忙碌的時長' },
    awayTime: { name: '離開時長', formula: '登入中、狀態為離開的時長' },
    workTime: { name: '登入時長', formula: '線上 + 忙碌 + 離開' },
    onlineShare: { name: '線上占比', formula: '線上時長 ÷ 登入時長' },
    busyShare: { name: '忙碌占比', formula: '忙碌時長 ÷ 登入時長' },
    awayShare: { name: '離開占比', formula: '離開時長 ÷ 登入時長' },
    statusChanges: { name: '狀態切換', formula: '當天切換狀態的次數' },
    offlineMessages: { name: '留言', formula: '收到的離線留言' },
    openMessages: { name: '未回覆', formula: '還沒有回覆的留言' },
    repliedMessages: { name: '已回覆', formula: '已經回覆的留言' },
    offlineMessageRate: { name: '留言率', formula: '留言 ÷ 總客量' },
    messageReplyRate: { name: '回覆率', formula: '已回覆 ÷ 留言' },
    meanMessageReply: { name: '平均回覆時長', formula: '從留言到首次回覆的時長之和 ÷ 已回覆' },
  },
  varied: {
    validSessions: ({ validBy }) => ({ name: '有效接入', formula: `接入的會話中，${said[validBy]}的` }),
    invalidSessions: ({ validBy }) => ({ name: '無效接入', formula: `接入的會話中，${unsaid[validBy]}的` }),
    dialogues: ({ transfers }) => ({
      name: '總會話量',
      formula: `有效會話 + 無效會話${transfers === 'same' ? '；轉接後仍是同一個會話，記給最先接待的客服' : ''}`,
    }),
    validDialogues: ({ validBy }) => ({ name: '有效會話', formula: `${said[validBy]}的會話` }),
    invalidDialogues: ({ validBy }) => ({ name: '無效會話', formula: `${unsaid[validBy]}的會話` }),
    repliedDialogues: ({ transfers }) => ({
      name: '已回覆會話',
      formula: `至少有一則人工回覆的會話${transfers === 'same' ? '，轉接後的回覆也算' : ''}`,
    }),
    meanFirstReply: ({ firstReplyFrom }) => ({
      name: '平均首響',
      formula: `首響之和 ÷ 已回覆會話；首響 = ${firstReply[firstReplyFrom]}`,
    }),
    firstReplyInTimeRate: ({ firstReplySeconds, firstReplyFrom }) => ({
      name: `${firstReplySeconds}秒首響率`,
      formula: `首響不超過${firstReplySeconds}秒的會話 ÷ 至少有一輪的會話；首響 = ${firstReply[firstReplyFrom]}`,
    }),
    replyInTimeRate: ({ replySeconds }) => ({
      name: `${replySeconds}秒應答率`,
      formula: `${replySeconds}秒內回覆的輪次 ÷ 輪次`,
    }),
    threeMinuteRate: ({ threeMinutesOf }) => ({
      name: '3分鐘回覆率',
      formula:
        threeMinutesOf === 'rounds'
          ? `3分鐘內人工回覆的輪次 ÷ 輪次，只計${fromHour}:00–${toHour}:00開始的輪次`
          : `每一輪都在3分鐘內得到人工回覆的人次 ÷ 諮詢人次（一個會話算一人次），只計${fromHour}:00–${toHour}:00開始的輪次`,
    }),
    closedDialogues: ({ transfers }) => ({
      name: '已結束會話',
      formula: transfers === 'same' ? '已經結束的會話，轉出不算結束' : '已經結束或轉出的會話',
    }),
    totalDuration: ({ transfers }) => ({
      name: '總時長',
      formula: `已結束會話從${transfers === 'same' ? '最先接入到最後' : '接入到'}結束的時長之和`,
    }),
    closedValidDialogues: ({ validBy }) => ({ name: '已結束有效會話', formula: `已結束會話中${said[validBy]}的` }),
    satisfactionRate: ({ satisfactionOf }) => ({
      name: '滿意率',
      formula: `${satisfiedFrom}分及以上的評價 ÷ ${satisfied[satisfactionOf]}`,
    }),
  },
  since: (time, formula) => `${time} 起：${formula}`,
  until: (formula) => `此前：${formula}`,
}
