import type { Locale } from '../../choose-locale'

interface PlaceWords {
  readonly next: string
  readonly ahead: (count: number) => string
  readonly wait: (minutes: number) => string
  readonly nobody: string
}

/** Fetched when somebody waits, with its words: what is not on the first screen costs the first load nothing. */
export const placeWords: Readonly<Record<Locale, PlaceWords>> = {
  'zh-CN': {
    next: '您是下一位',
    ahead: (count: number) => `您前面还有 ${count} 位`,
    wait: (minutes: number) => `预计等待约 ${minutes} 分钟`,
    nobody: '客服暂时都不在，您可以留下问题，回来后会尽快回复。',
  },
  'zh-TW': {
    next: '您是下一位',
    ahead: (count: number) => `您前面還有 ${count} 位`,
    wait: (minutes: number) => `預計等待約 ${minutes} 分鐘`,
    nobody: '客服暫時都不在，您可以留下問題，回來後會盡快回覆。',
  },
  en: {
    next: 'You are next',
    ahead: (count: number) => `${count} ahead of you`,
    wait: (minutes: number) => `about ${minutes} min to wait`,
    nobody: 'Nobody is here right now. Leave your question; you will be answered as soon as somebody is back.',
  },
}
