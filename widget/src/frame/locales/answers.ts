import type { Locale } from '../../choose-locale'

interface AnswerWords {
  title: string
  waiting: string
  answered: (name: string) => string
}

/** The words around what was left and what was answered. */
export const answerWords: Record<Locale, AnswerWords> = {
  'zh-CN': {
    title: '我的留言',
    waiting: '我们会尽快回复',
    answered: (name) => `${name}回复`,
  },
  'zh-TW': {
    title: '我的留言',
    waiting: '我們會盡快回覆',
    answered: (name) => `${name}回覆`,
  },
  en: {
    title: 'Your messages',
    waiting: 'We will answer soon',
    answered: (name) => `${name} answered`,
  },
}
