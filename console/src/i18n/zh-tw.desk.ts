import type { Catalogue } from './catalogue'
import type { deskZhCN } from './zh-cn.desk'

/** 繁體中文. */
export const deskZhTW: Pick<Catalogue, keyof typeof deskZhCN> = {
  list: {
    search: '搜尋對話',
    searchHint: '房間號、稱呼或內容',
    closeSearch: '結束搜尋',
    sort: '排序',
    orders: { urgent: '等待最久在前', latest: '最近訊息在前', room: '依房間號' },
    unreadOnly: '只看未讀',
    noneFound: '沒有符合條件的對話。',
    showAll: '顯示全部對話',
    ended: (how, lasted) => `${how} · 時長${lasted}`,
    endAndClear: '結束並清除',
    endAndClearTitle: (room) => `結束並清除${room}？`,
  },
  duration: {
    seconds: (seconds) => `${seconds}秒`,
    minutes: (minutes, seconds) => `${minutes}分${seconds}秒`,
    hours: (hours, minutes) => `${hours}小時${minutes}分`,
  },
  notices: {
    button: '提醒',
    buttonUnread: (count) => `提醒，${count}則未讀`,
    unread: '未讀',
    nothing: '沒有未讀訊息',
    count: (count) => `${count}則`,
    settings: '提醒方式',
    quiet: '安靜一小時',
    quietUntil: (time) => `安靜到 ${time}`,
  },
  density: { title: '密度', standard: '標準', roomy: '寬鬆' },
  shortcuts: {
    open: '快速鍵',
    groups: { dialogues: '對話', writing: '回覆', desk: '工作台' },
    clear: '清除目前對話',
    clearAll: '全部清除',
    end: '結束對話',
    search: '搜尋對話列表',
    helper: '到右邊的輔助視窗',
    presence: { online: '切到線上', busy: '切到忙碌', away: '切到離開' },
  },
}
