import type { Locale } from '../../choose-locale'

/** What the launcher is called while something is unread. */
export const unreadWords: Record<Locale, (count: number) => string> = {
  'zh-CN': (count) => `联系客服，${count}条未读消息`,
  'zh-TW': (count) => `聯絡客服，${count}則未讀訊息`,
  en: (count) => `Contact us, ${count} unread ${count === 1 ? 'message' : 'messages'}`,
}
