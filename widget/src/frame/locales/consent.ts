import type { Locale } from '../../choose-locale'

interface ConsentWords {
  readonly title: string
  readonly agree: string
  readonly failed: string
}

/** Fetched where a shop asks for consent, with its words. */
export const consentWords: Readonly<Record<Locale, ConsentWords>> = {
  'zh-CN': { title: '咨询前请阅读', agree: '同意并继续', failed: '没有成功，请再试一次' },
  'zh-TW': { title: '諮詢前請閱讀', agree: '同意並繼續', failed: '沒有成功，請再試一次' },
  en: { title: 'Before we talk', agree: 'Agree and continue', failed: 'That did not work. Please try again.' },
}
