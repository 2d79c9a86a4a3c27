import type { Language } from './choose-language'

interface ChatPageTexts {
  /** Shown where a link to the page is shared; `{name}` is the merchant's. */
  readonly description: string
  readonly withoutScript: string
  readonly unknown: { readonly title: string; readonly hint: string }
  readonly unavailable: { readonly title: string; readonly hint: string }
}

/** What the server itself writes on and around the chat page of a channel. */
export const chatPageTexts: Readonly<Record<Language, ChatPageTexts>> = {
  'zh-CN': {
    description: '在线咨询{name}，客服会在这里答复您。',
    withoutScript: '在线咨询需要启用 JavaScript，请在浏览器设置中打开后刷新页面。',
    unknown: {
      title: '没有找到这个咨询入口',
      hint: '链接可能不完整，或者商家已停用它。请向商家索取新的链接或二维码。',
    },
    unavailable: { title: '暂时打不开咨询页面', hint: '服务正在恢复，请稍后刷新页面再试。' },
  },
  'zh-TW': {
    description: '線上諮詢{name}，客服會在這裡回覆您。',
    withoutScript: '線上諮詢需要啟用 JavaScript，請在瀏覽器設定中開啟後重新整理頁面。',
    unknown: { title: '找不到這個諮詢入口', hint: '連結可能不完整，或商家已停用。請向商家索取新的連結或 QR Code。' },
    unavailable: { title: '暫時無法開啟諮詢頁面', hint: '服務正在恢復，請稍後重新整理頁面再試。' },
  },
  en: {
    description: 'Chat with {name}; the answer comes here.',
    withoutScript:
      'Chatting needs JavaScript: please switch it on in the settings of your browser and reload the page.',
    unknown: {
      title: 'There is no chat at this address',
      hint: 'The link may be incomplete, or the shop has switched it off. Please ask the shop for a new link or QR code.',
    },
    unavailable: {
      title: 'The chat cannot be opened right now',
      hint: 'The service is coming back. Please reload the page in a moment.',
    },
  },
}
