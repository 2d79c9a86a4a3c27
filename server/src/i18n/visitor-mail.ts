import type { Language } from './choose-language'

/** Words around a conversation. */
export interface VisitorMailTexts {
  readonly transcript: {
    readonly title: (shop: string) => string
    readonly intro: (shop: string, span: string, zone: string) => string
    readonly cut: (count: number) => string
  }
  readonly unread: {
    readonly title: (shop: string, count: number) => string
    readonly intro: (shop: string, count: number, zone: string) => string
    readonly answer: string
  }
  readonly you: string
  readonly recalled: string
  readonly picture: (name: string) => string
  readonly file: (name: string, size: string) => string
  readonly product: string
  readonly order: string
  /** Behind a link to a file that is not attached. */
  readonly days: (days: number) => string
  readonly served: (agent: string) => string
  readonly joined: (agent: string) => string
  readonly ended: string
  readonly again: string
  readonly foot: (shop: string) => string
  readonly mute: string
  /** The page behind it. */
  readonly page: {
    readonly title: string
    readonly ask: (shop: string, address: string) => string
    readonly yes: string
    readonly muted: (shop: string, address: string) => string
    readonly undo: string
    readonly back: (shop: string, address: string) => string
    readonly unknown: string
    readonly away: string
  }
}

/** What the server writes around what was said in a conversation, and on the page of whoever wants no more of it. */
export const visitorMailTexts: Readonly<Record<Language, VisitorMailTexts>> = {
  'zh-CN': {
    transcript: {
      title: (shop) => `您与${shop}的对话记录`,
      intro: (shop, span, zone) => `以下是您与${shop}的对话记录（${span}，${zone} 时间）。`,
      cut: (count) => `对话较长，这里是最近的 ${count} 条消息。`,
    },
    unread: {
      title: (shop, count) => `${shop}回复了您（${count} 条未读消息）`,
      intro: (shop, count, zone) => `您离开后，${shop}的客服回复了您 ${count} 条消息（${zone} 时间）：`,
      answer: '回到对话',
    },
    you: '您',
    recalled: '（这条消息已撤回）',
    picture: (name) => `[图片] ${name}`,
    file: (name, size) => `[文件] ${name}（${size}）`,
    product: '[商品]',
    order: '[订单]',
    days: (days) => `链接 ${days} 天内有效`,
    served: (agent) => `${agent} 为您服务`,
    joined: (agent) => `${agent} 加入了对话`,
    ended: '对话已结束',
    again: '继续咨询',
    foot: (shop) => `这封邮件因您在${shop}在线咨询而发出。`,
    mute: '不再接收这类邮件',
    page: {
      title: '对话邮件',
      ask: (shop, address) => `不再把${shop}的对话记录和未读消息发到 ${address}？`,
      yes: '不再接收',
      muted: (shop, address) => `好的，${shop}不会再把对话邮件发到 ${address}。`,
      undo: '重新接收',
      back: (shop, address) => `${shop}的对话邮件会继续发到 ${address}。`,
      unknown: '这个链接不对，或者已经失效。',
      away: '服务暂时不可用，请稍后再试。',
    },
  },
  'zh-TW': {
    transcript: {
      title: (shop) => `您與${shop}的對話記錄`,
      intro: (shop, span, zone) => `以下是您與${shop}的對話記錄（${span}，${zone} 時間）。`,
      cut: (count) => `對話較長，這裡是最近的 ${count} 則訊息。`,
    },
    unread: {
      title: (shop, count) => `${shop}回覆了您（${count} 則未讀訊息）`,
      intro: (shop, count, zone) => `您離開後，${shop}的客服回覆了您 ${count} 則訊息（${zone} 時間）：`,
      answer: '回到對話',
    },
    you: '您',
    recalled: '（這則訊息已收回）',
    picture: (name) => `[圖片] ${name}`,
    file: (name, size) => `[檔案] ${name}（${size}）`,
    product: '[商品]',
    order: '[訂單]',
    days: (days) => `連結 ${days} 天內有效`,
    served: (agent) => `${agent} 為您服務`,
    joined: (agent) => `${agent} 加入了對話`,
    ended: '對話已結束',
    again: '繼續諮詢',
    foot: (shop) => `這封郵件因您在${shop}線上諮詢而寄出。`,
    mute: '不再接收這類郵件',
    page: {
      title: '對話郵件',
      ask: (shop, address) => `不再把${shop}的對話記錄和未讀訊息寄到 ${address}？`,
      yes: '不再接收',
      muted: (shop, address) => `好的，${shop}不會再把對話郵件寄到 ${address}。`,
      undo: '重新接收',
      back: (shop, address) => `${shop}的對話郵件會繼續寄到 ${address}。`,
      unknown: '這個連結不對，或者已經失效。',
      away: '服務暫時無法使用，請稍後再試。',
    },
  },
  en: {
    transcript: {
      title: (shop) => `Your conversation with ${shop}`,
      intro: (shop, span, zone) => `This is your conversation with ${shop} (${span}, times of ${zone}).`,
      cut: (count) => `It was a long one: here are the last ${count} messages.`,
    },
    unread: {
      title: (shop, count) => `${shop} has answered (${count} unread)`,
      intro: (shop, count, zone) =>
        `After you had left, ${shop} answered you with ${count === 1 ? 'one message' : `${count} messages`} (times of ${zone}):`,
      answer: 'Back to the conversation',
    },
    you: 'You',
    recalled: '(This message was taken back)',
    picture: (name) => `[Picture] ${name}`,
    file: (name, size) => `[File] ${name} (${size})`,
    product: '[Product]',
    order: '[Order]',
    days: (days) => `the link works for ${days} days`,
    served: (agent) => `${agent} is serving you`,
    joined: (agent) => `${agent} joined`,
    ended: 'The conversation has ended',
    again: 'Ask again',
    foot: (shop) => `You get this mail because you asked ${shop} online.`,
    mute: 'No more mail of this kind',
    page: {
      title: 'Mail of conversations',
      ask: (shop, address) => `Shall ${shop} send no more transcripts and unread messages to ${address}?`,
      yes: 'No more',
      muted: (shop, address) => `Done: ${shop} will send no more mail of conversations to ${address}.`,
      undo: 'Have it again',
      back: (shop, address) => `${shop} goes on sending mail of conversations to ${address}.`,
      unknown: 'This link is wrong, or works no more.',
      away: 'The service is away for the moment. Please try again later.',
    },
  },
}
