import type { Locale } from '../../choose-locale'

interface FaqWords {
  readonly title: string
  readonly search: string
  readonly others: string
  readonly found: string
  readonly none: string
  readonly failed: string
  readonly back: string
  readonly helped: string
  readonly yes: string
  readonly no: string
  readonly thanks: string
  readonly sorry: string
  readonly more: string
  readonly human: string
  readonly centre: string
}

/** Fetched where a channel shows what may be read before one asks. */
export const faqWords: Readonly<Record<Locale, FaqWords>> = {
  'zh-CN': {
    title: '常见问题',
    search: '搜索问题',
    others: '其他问题',
    found: '搜索结果',
    none: '没有找到，换个说法试试，或联系人工客服。',
    failed: '没有加载出来',
    back: '返回',
    helped: '这个回答有帮助吗？',
    yes: '有帮助',
    no: '没帮助',
    thanks: '谢谢您的反馈',
    sorry: '抱歉没能帮到您，可以联系人工客服。',
    more: '查看详细说明',
    human: '联系人工客服',
    centre: '帮助中心',
  },
  'zh-TW': {
    title: '常見問題',
    search: '搜尋問題',
    others: '其他問題',
    found: '搜尋結果',
    none: '沒有找到，換個說法試試，或聯絡真人客服。',
    failed: '沒有載入出來',
    back: '返回',
    helped: '這個回答有幫助嗎？',
    yes: '有幫助',
    no: '沒幫助',
    thanks: '謝謝您的回饋',
    sorry: '抱歉沒能幫到您，可以聯絡真人客服。',
    more: '查看詳細說明',
    human: '聯絡真人客服',
    centre: '說明中心',
  },
  en: {
    title: 'Frequent questions',
    search: 'Search questions',
    others: 'Other questions',
    found: 'Results',
    none: 'Nothing found. Try other words, or talk to a person.',
    failed: 'It could not be loaded',
    back: 'Back',
    helped: 'Did this help?',
    yes: 'Yes',
    no: 'No',
    thanks: 'Thank you for telling us',
    sorry: 'Sorry it did not help. You can talk to a person.',
    more: 'Read more',
    human: 'Talk to a person',
    centre: 'Help centre',
  },
}
