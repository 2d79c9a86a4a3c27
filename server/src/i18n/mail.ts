import type { Language } from './choose-language'

interface MailTexts {
  readonly test: { readonly title: (shop: string) => string; readonly text: (shop: string) => string }
  readonly offlineReply: {
    readonly title: (shop: string) => string
    readonly hello: (name: string) => string
    readonly intro: (shop: string) => string
    readonly yours: (day: string) => string
    readonly answer: (agent: string) => string
    readonly again: string
  }
  readonly foot: (shop: string) => string
}

/** What the server writes into mails, around what people said. */
export const mailTexts: Readonly<Record<Language, MailTexts>> = {
  'zh-CN': {
    test: {
      title: (shop) => `${shop}：测试邮件`,
      text: (shop) => `这是${shop}的客服系统发出的测试邮件。收到它，说明发信设置可以使用。`,
    },
    offlineReply: {
      title: (shop) => `${shop}回复了您的留言`,
      hello: (name) => `${name}，您好：`,
      intro: (shop) => `感谢您给${shop}留言，我们的答复如下。`,
      yours: (day) => `您的留言（${day}）`,
      answer: (agent) => `${agent}的答复`,
      again: '继续咨询',
    },
    foot: (shop) => `这封邮件因您在${shop}在线咨询而发出。`,
  },
  'zh-TW': {
    test: {
      title: (shop) => `${shop}：測試郵件`,
      text: (shop) => `這是${shop}的客服系統寄出的測試郵件。收到它，表示寄信設定可以使用。`,
    },
    offlineReply: {
      title: (shop) => `${shop}回覆了您的留言`,
      hello: (name) => `${name}，您好：`,
      intro: (shop) => `感謝您給${shop}留言，我們的答覆如下。`,
      yours: (day) => `您的留言（${day}）`,
      answer: (agent) => `${agent}的答覆`,
      again: '繼續諮詢',
    },
    foot: (shop) => `這封郵件因您在${shop}線上諮詢而寄出。`,
  },
  en: {
    test: {
      title: (shop) => `${shop}: test message`,
      text: (shop) =>
        `This is a test message of the customer service of ${shop}. Since you have it, the mail settings work.`,
    },
    offlineReply: {
      title: (shop) => `${shop} has answered your message`,
      hello: (name) => `Hello ${name},`,
      intro: (shop) => `thank you for your message to ${shop}. This is our answer.`,
      yours: (day) => `Your message (${day})`,
      answer: (agent) => `Answer of ${agent}`,
      again: 'Ask again',
    },
    foot: (shop) => `You get this mail because you asked ${shop} online.`,
  },
}
