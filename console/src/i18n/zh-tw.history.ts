import type { Catalogue } from './catalogue'

export const historyZhTW: Catalogue['history'] = {
  tab: '歷史',
  consultation: (ordinal) => `第${ordinal}次諮詢`,
  between: (from, to) => `${from} – ${to}`,
  noAgent: '沒有人接待',
  agents: (names) => names.join('、'),
  messages: (count) => `${count}則訊息`,
  noWords: '沒有留下訊息',
  open: (ordinal) => `在對話裡查看第${ordinal}次諮詢`,
  loading: '正在載入歷史對話…',
  loadFailed: '沒能載入歷史對話。',
  more: '更早的對話',
  moreLoading: '正在載入…',
  emptyTitle: '還沒有歷史對話',
  empty: (name) => `${name}第一次來諮詢，這次結束以後，下一位同事在這裡就能看到。`,
  none: '選一個對話後，這裡顯示這位顧客以前的諮詢。',
  unread: '以下是未讀訊息',
  toUnread: (count) => `${count}則未讀訊息`,
  toBeginning: '最早的訊息',
  pages: '翻看訊息',
  ends: { visitor: '訪客結束', agent: '客服關閉', system: '系統關閉' },
}
