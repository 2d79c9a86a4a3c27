import type { Language } from './choose-language'

interface HelpCentreTexts {
  /** `{name}` is the merchant's. */
  readonly title: string
  readonly description: string
  readonly search: string
  readonly searchHint: string
  readonly searchButton: string
  readonly results: (asked: string, count: number) => string
  readonly nothing: string
  readonly nothingHint: string
  readonly other: string
  readonly all: (count: number) => string
  readonly back: string
  readonly changed: (date: string) => string
  readonly related: string
  readonly language: string
  readonly skip: string
  readonly contact: string
  readonly unknown: { readonly title: string; readonly hint: string }
  readonly unavailable: { readonly title: string; readonly hint: string }
}

/** What the product itself writes on the pages of a merchant's help centre; the articles are in the merchant's language. */
export const helpCentreTexts: Readonly<Record<Language, HelpCentreTexts>> = {
  'zh-CN': {
    title: '{name}帮助中心',
    description: '{name}的常见问题、使用说明和售后政策。',
    search: '搜索帮助',
    searchHint: '输入问题或关键字',
    searchButton: '搜索',
    results: (asked, count) => `“${asked}”的搜索结果，共${count}条`,
    nothing: '没有找到相关内容',
    nothingHint: '换个说法试试，或者联系客服。',
    other: '其他',
    all: (count) => `查看全部${count}条`,
    back: '返回帮助中心',
    changed: (date) => `更新于${date}`,
    related: '相关问题',
    language: '语言',
    skip: '跳到正文',
    contact: '没有解决？联系客服',
    unknown: { title: '没有找到这个页面', hint: '链接可能不完整，或者内容已经下架。' },
    unavailable: { title: '帮助中心暂时打不开', hint: '服务正在恢复，请稍后刷新页面再试。' },
  },
  'zh-TW': {
    title: '{name}說明中心',
    description: '{name}的常見問題、使用說明與售後政策。',
    search: '搜尋說明',
    searchHint: '輸入問題或關鍵字',
    searchButton: '搜尋',
    results: (asked, count) => `「${asked}」的搜尋結果，共${count}則`,
    nothing: '找不到相關內容',
    nothingHint: '換個說法試試，或聯絡客服。',
    other: '其他',
    all: (count) => `查看全部${count}則`,
    back: '返回說明中心',
    changed: (date) => `更新於${date}`,
    related: '相關問題',
    language: '語言',
    skip: '跳到正文',
    contact: '沒有解決？聯絡客服',
    unknown: { title: '找不到這個頁面', hint: '連結可能不完整，或內容已經下架。' },
    unavailable: { title: '說明中心暫時無法開啟', hint: '服務正在恢復，請稍後重新整理頁面再試。' },
  },
  en: {
    title: '{name} help centre',
    description: 'Questions and answers, instructions and after-sales terms of {name}.',
    search: 'Search the help centre',
    searchHint: 'A question or a few words',
    searchButton: 'Search',
    results: (asked, count) => `${count} ${count === 1 ? 'result' : 'results'} for “${asked}”`,
    nothing: 'Nothing was found',
    nothingHint: 'Try other words, or ask us.',
    other: 'Other',
    all: (count) => `All ${count}`,
    back: 'Back to the help centre',
    changed: (date) => `Updated ${date}`,
    related: 'Related questions',
    language: 'Language',
    skip: 'Skip to the text',
    contact: 'Not solved? Ask us',
    unknown: { title: 'There is no such page', hint: 'The link may be incomplete, or the article was taken down.' },
    unavailable: {
      title: 'The help centre cannot be opened right now',
      hint: 'The service is coming back. Please reload the page in a moment.',
    },
  },
}

/** The languages in which the pages can be asked for, as they call themselves. */
export const helpLanguages: readonly (readonly [Language, string])[] = [
  ['zh-CN', '简体中文'],
  ['zh-TW', '繁體中文'],
  ['en', 'English'],
]
