import type { metricsZhCN } from './zh-cn.metrics'

/** 繁體中文: 統計口徑. */
export const metricsZhTW: typeof metricsZhCN = {
  title: '統計口徑',
  notice:
    '各家客服系統在這些地方算法不同，按你們的習慣選。改動從儲存後的下一個整刻鐘（至少一分鐘後）起生效；在那之前開始的會話一直按原來的口徑算，過去的報表不變。',
  inForce: (time: string) => `現行口徑自 ${time} 起`,
  holdsFrom: (time: string) => `新口徑 ${time} 起生效`,
  usual: '預設口徑',
  saved: (time: string) => `已儲存，${time} 起生效。`,
  seconds: '秒',
  recommended: '預設',
  fields: {
    firstReplySeconds: '首響應答率的時限（X秒）',
    replySeconds: '應答率的時限（X秒）',
    firstReplyFrom: '首響從什麼時候算起',
    validBy: '什麼是有效會話',
    threeMinutesOf: '3分鐘回覆率按什麼算',
    transfers: '轉接後算不算另一個會話',
    satisfactionOf: '滿意率除以什麼',
  },
  limits: '應答時限',
  options: {
    firstReplyFrom: {
      later: '接入與訪客首則訊息中較晚的一個',
      accepted: '客服接入',
      asked: '訪客首則未回覆的訊息',
    },
    validBy: { visitor: '訪客說過話', agent: '客服回覆過', both: '訪客和客服都說過話' },
    threeMinutesOf: { rounds: '按輪次', visitors: '按人次' },
    transfers: { own: '算，每位客服各一個', same: '不算，還是同一個會話' },
    satisfactionOf: { ratings: '收到的評價', invites: '邀請過評價的會話', dialogues: '全部會話' },
  },
  transferHints: {
    own: '轉入的會話單獨計數，記給轉入的客服。',
    same: '會話數、有效、首響和時長只計一次，記給最先接待的客服；輪次、訊息、轉入轉出、邀評和評價仍記給各自的客服。由會話開始時的口徑決定。',
  },
  history: {
    title: '修改記錄',
    none: '還沒有修改過',
    noneHint: '儲存後，誰在什麼時候改了什麼會列在這裡。',
    at: '時間',
    by: '修改人',
    what: '改動',
    holdsFrom: '生效',
    change: (field: string, from: string, to: string) => `${field}：${from} → ${to}`,
    older: '更早',
    newest: '最新',
  },
  others: '服務水平（電話）和機器人回覆還沒有對應的功能，沒有口徑可選。',
}
