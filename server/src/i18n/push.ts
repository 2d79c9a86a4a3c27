import type { Language } from './choose-language'

interface PushTexts {
  readonly message: (room: string) => string
  readonly given: (room: string) => string
  readonly trial: { readonly title: string; readonly body: string }
}

/** What a browser shows an agent whose window is closed. */
export const pushTexts: Readonly<Record<Language, PushTexts>> = {
  'zh-CN': {
    message: (room) => `访客${room}发来消息`,
    given: (room) => `访客${room}分配给你`,
    trial: { title: '通知已开启', body: '窗口关闭时，新消息会这样提醒你。' },
  },
  'zh-TW': {
    message: (room) => `訪客${room}傳來訊息`,
    given: (room) => `訪客${room}分配給你`,
    trial: { title: '通知已開啟', body: '視窗關閉時，新訊息會這樣提醒你。' },
  },
  en: {
    message: (room) => `Message from Visitor ${room}`,
    given: (room) => `Visitor ${room} was assigned to you`,
    trial: { title: 'Notices are on', body: 'This is how new messages reach you while the window is closed.' },
  },
}
