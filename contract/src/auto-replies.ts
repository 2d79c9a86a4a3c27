import { autoReplySituations } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from './body'

const words = (zhCN: string, zhTW: string, en: string) =>
  z
    .strictObject({
      'zh-CN': storableText(500).default(zhCN),
      'zh-TW': storableText(500).default(zhTW),
      en: storableText(500).default(en),
    })
    .prefault({})
const off = z.boolean().default(false)
const seconds = (min: number, max: number, usual: number) => z.number().int().min(min).max(max).default(usual)

const situations = {
  unstaffed: z.strictObject({
    on: off,
    text: words(
      '客服暂时都不在，您可以继续等，也可以留言。',
      '客服暫時都不在，您可以繼續等，也可以留言。',
      'Nobody is here right now. You can wait, or leave a message.',
    ),
  }),
  waiting: z.strictObject({
    on: off,
    afterSeconds: seconds(10, 3_600, 60),
    text: words(
      '感谢您的耐心等待，客服正在赶来。',
      '感謝您的耐心等待，客服正在趕來。',
      'Thank you for waiting. Somebody will be with you soon.',
    ),
  }),
  accepted: z.strictObject({
    on: off,
    text: words(
      '您好，我是{agent}，很高兴为您服务。',
      '您好，我是{agent}，很高興為您服務。',
      'Hello, this is {agent}. How can I help you?',
    ),
  }),
  agentSilent: z.strictObject({
    on: off,
    afterSeconds: seconds(30, 3_600, 120),
    text: words(
      '让您久等了，正在为您查询，请稍候。',
      '讓您久等了，正在為您查詢，請稍候。',
      'Sorry to keep you waiting. I am looking into it.',
    ),
  }),
  beforeClose: z.strictObject({
    on: off,
    afterSeconds: seconds(15, 600, 60),
    text: words(
      '您还在吗？如果没有其他问题，对话稍后会自动结束。',
      '您還在嗎？如果沒有其他問題，對話稍後會自動結束。',
      'Are you still there? Otherwise this conversation will end by itself soon.',
    ),
  }),
  ended: z.strictObject({
    on: off,
    text: words(
      '感谢您的咨询，祝您生活愉快！',
      '感謝您的諮詢，祝您生活愉快！',
      'Thank you for asking. Have a nice day!',
    ),
  }),
  /** Not said in a conversation, since there is none: it stands above the form for a message. */
  outsideHours: z.strictObject({
    on: off,
    text: words(
      '现在是休息时间，请留言，我们上班后尽快回复您。',
      '現在是休息時間，請留言，我們上班後盡快回覆您。',
      'We are closed right now. Leave a message, and we will answer once we are back.',
    ),
  }),
}

/** 自动回复 (CON-21): what is said by itself, by situation. Off until the merchant switches it on. */
export const autoReplySettings = z.strictObject({
  unstaffed: situations.unstaffed.prefault({}),
  waiting: situations.waiting.prefault({}),
  accepted: situations.accepted.prefault({}),
  agentSilent: situations.agentSilent.prefault({}),
  beforeClose: situations.beforeClose.prefault({}),
  ended: situations.ended.prefault({}),
  outsideHours: situations.outsideHours.prefault({}),
})
/** The same in TypeScript. */
export type AutoReplySettings = z.output<typeof autoReplySettings>

/** What a channel has of its own; of a situation that is absent the merchant's holds. */
export const channelAutoReplies = z.strictObject({
  unstaffed: situations.unstaffed.optional(),
  waiting: situations.waiting.optional(),
  accepted: situations.accepted.optional(),
  agentSilent: situations.agentSilent.optional(),
  beforeClose: situations.beforeClose.optional(),
  ended: situations.ended.optional(),
  outsideHours: situations.outsideHours.optional(),
})
/** The same in TypeScript. */
export type ChannelAutoReplies = z.output<typeof channelAutoReplies>

/** Those of all channels that have any, by channel. */
export const allChannelAutoReplies = z.strictObject({
  channels: z.record(z.uuid(), channelAutoReplies).default({}),
})

/** What can stand in the words: `{agent}`. */
export const autoReplyNames = ['agent', 'shop', 'visitor'] as const

/** The situations in their order on the page. */
export const autoReplyOrder = autoReplySituations
