import type { Locale } from '../../choose-locale'

interface PlaceWords {
  readonly title: string
  readonly next: string
  readonly place: string
  /** Before and after the figure. */
  readonly position: readonly [string, string]
  readonly ahead: (count: number) => string
  readonly minutes: string
  readonly soon: string
  readonly hint: string
  readonly nobody: string
  readonly leave: string
  readonly message: string
}

/** Fetched when somebody waits, with its words: what is not on the first screen costs the first load nothing. */
export const placeWords: Readonly<Record<Locale, PlaceWords>> = {
  'zh-CN': {
    title: '正在为您接通客服',
    next: '您是下一位',
    place: '您排在',
    position: ['第', '位'],
    ahead: (count: number) => `前面${count}人，预计`,
    minutes: '分钟内',
    soon: '预计',
    hint: '您的问题会先记下，接通后客服能直接看到，可以继续补充。',
    nobody: '客服暂时都不在。您可以继续等，也可以留言，回来后会尽快回复。',
    leave: '退出排队',
    message: '改为留言',
  },
  'zh-TW': {
    title: '正在為您接通客服',
    next: '您是下一位',
    place: '您排在',
    position: ['第', '位'],
    ahead: (count: number) => `前面${count}人，預計`,
    minutes: '分鐘內',
    soon: '預計',
    hint: '您的問題會先記下，接通後客服能直接看到，可以繼續補充。',
    nobody: '客服暫時都不在。您可以繼續等，也可以留言，回來後會盡快回覆。',
    leave: '退出排隊',
    message: '改為留言',
  },
  en: {
    title: 'Connecting you to an agent',
    next: 'You are next',
    place: 'Your place',
    position: ['no.', ''],
    ahead: (count: number) => `${count} ahead of you, within`,
    minutes: 'min',
    soon: 'Within',
    hint: 'You can already write down your question; the agent will see it right away.',
    nobody: 'Nobody is here right now. You can wait, or leave a message and be answered once somebody is back.',
    leave: 'Leave the queue',
    message: 'Leave a message',
  },
}
