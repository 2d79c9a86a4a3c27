import type { Locale } from '../../choose-locale'

interface RatingWords {
  readonly title: string
  readonly stars: (score: number, label: string) => string
  readonly reasons: string
  readonly text: string
  readonly submit: string
  readonly failed: string
  readonly over: string
  readonly given: string
  readonly thanks: string
}

/** Fetched when somebody is asked to rate, with its words; those of the levels are the merchant's. */
export const ratingWords: Readonly<Record<Locale, RatingWords>> = {
  'zh-CN': {
    title: '这次服务怎么样？',
    stars: (score, label) => `${score} 星，${label}`,
    reasons: '原因（可多选）',
    text: '还想说点什么（选填）',
    submit: '提交评价',
    failed: '没有提交成功，请再试一次。',
    over: '评价时间已过，谢谢您。',
    given: '已评价',
    thanks: '谢谢您的评价',
  },
  'zh-TW': {
    title: '這次服務怎麼樣？',
    stars: (score, label) => `${score} 星，${label}`,
    reasons: '原因（可多選）',
    text: '還想說點什麼（選填）',
    submit: '提交評價',
    failed: '沒有提交成功，請再試一次。',
    over: '評價時間已過，謝謝您。',
    given: '已評價',
    thanks: '謝謝您的評價',
  },
  en: {
    title: 'How was the service?',
    stars: (score, label) => `${score} stars, ${label}`,
    reasons: 'Reasons (any number)',
    text: 'Anything else? (optional)',
    submit: 'Send rating',
    failed: 'That did not work. Please try again.',
    over: 'The time for rating is over. Thank you.',
    given: 'Rated',
    thanks: 'Thank you for your rating',
  },
}
