import type { EarlierView } from '@keqiao/contract'

/** 历史: a customer's earlier conversations, above the thread and in the helper. */
export const historyZhCN = {
  tab: '历史',
  detail: '对话详细',
  consultation: (ordinal: number) => `第${ordinal}次咨询`,
  between: (from: string, to: string) => `${from} – ${to}`,
  noAgent: '没有人接待',
  agents: (names: readonly string[]) => names.join('、'),
  messages: (count: number) => `${count}条消息`,
  noWords: '没有留下消息',
  open: (ordinal: number) => `在对话里查看第${ordinal}次咨询`,
  loading: '正在载入历史对话…',
  loadFailed: '没能载入历史对话。',
  more: '更早的对话',
  moreLoading: '正在载入…',
  emptyTitle: '还没有历史对话',
  empty: (name: string) => `${name}第一次来咨询，这次结束以后，下一位同事在这里就能看到。`,
  none: '选一个对话后，这里显示这位顾客以前的咨询。',
  unread: '以下是未读消息',
  toUnread: (count: number) => `${count}条未读消息`,
  toBeginning: '最早的消息',
  pages: '翻看消息',
  ends: { visitor: '访客结束', agent: '客服关闭', system: '系统关闭' } satisfies Record<EarlierView['end'], string>,
}
