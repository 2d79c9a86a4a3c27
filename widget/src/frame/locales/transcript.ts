import type { OwnMailingView } from '@keqiao/contract'
import type { Locale } from '../../choose-locale'

interface TranscriptWords {
  readonly open: string
  readonly title: string
  readonly address: string
  readonly agrees: string
  readonly answers: string
  readonly submit: string
  readonly cancel: string
  readonly states: Readonly<Record<OwnMailingView['status'], (address: string) => string>>
  readonly failed: string
  readonly limited: string
  readonly muted: string
}

/** Fetched once an agent has answered, with its words. */
export const transcriptWords: Readonly<Record<Locale, TranscriptWords>> = {
  'zh-CN': {
    open: '把对话记录发到邮箱',
    title: '把对话记录发到我的邮箱',
    address: '邮箱',
    agrees: '这是我本人的邮箱，同意用它接收这次对话的邮件。',
    answers: '我离开后的回复也发到这里',
    submit: '发送',
    cancel: '取消',
    states: {
      queued: (address) => `正在发送到 ${address} …`,
      sent: (address) => `已发送到 ${address}，没有收到请看看垃圾邮件。`,
      failed: (address) => `没有发到 ${address}，请检查邮箱后再试。`,
    },
    failed: '没有发送成功，请再试一次。',
    limited: '今天发送的次数太多了，请明天再试。',
    muted: '这个邮箱已设置不再接收对话邮件。',
  },
  'zh-TW': {
    open: '把對話記錄寄到信箱',
    title: '把對話記錄寄到我的信箱',
    address: '信箱',
    agrees: '這是我本人的信箱，同意用它接收這次對話的郵件。',
    answers: '我離開後的回覆也寄到這裡',
    submit: '寄送',
    cancel: '取消',
    states: {
      queued: (address) => `正在寄送到 ${address} …`,
      sent: (address) => `已寄送到 ${address}，沒有收到請看看垃圾郵件。`,
      failed: (address) => `沒有寄到 ${address}，請檢查信箱後再試。`,
    },
    failed: '沒有寄送成功，請再試一次。',
    limited: '今天寄送的次數太多了，請明天再試。',
    muted: '這個信箱已設定不再接收對話郵件。',
  },
  en: {
    open: 'Send me the transcript',
    title: 'Have this conversation sent to me',
    address: 'Mail address',
    agrees: 'This is my own address, and may be used for mail of this conversation.',
    answers: 'Answers after I leave may go there too',
    submit: 'Send',
    cancel: 'Cancel',
    states: {
      queued: (address) => `On its way to ${address} …`,
      sent: (address) => `Sent to ${address}. If it is not there, have a look at the junk mail.`,
      failed: (address) => `It did not reach ${address}. Please check the address and try again.`,
    },
    failed: 'That did not work. Please try again.',
    limited: 'That was too often for today. Please try again tomorrow.',
    muted: 'This address is set to get no more mail of conversations.',
  },
}
