import type { Locale } from '../../choose-locale'

interface EarlierWords {
  /** Asks for the page above. */
  more: string
  loading: string
  failed: string
  /** Stands between what was said then and what is said now. */
  until: string
}

const zhCN: EarlierWords = {
  more: '查看更早的咨询',
  loading: '正在加载更早的咨询…',
  failed: '更早的咨询没有加载出来，点此重试',
  until: '以上是之前的咨询',
}

const zhTW: EarlierWords = {
  more: '查看更早的諮詢',
  loading: '正在載入更早的諮詢…',
  failed: '更早的諮詢沒有載入，點此重試',
  until: '以上是之前的諮詢',
}

const en: EarlierWords = {
  more: 'Show earlier conversations',
  loading: 'Loading earlier conversations…',
  failed: 'Earlier conversations could not be loaded. Try again',
  until: 'Earlier conversations end here',
}

/** The words of the part that shows earlier conversations. */
export const earlierWords: Record<Locale, EarlierWords> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
