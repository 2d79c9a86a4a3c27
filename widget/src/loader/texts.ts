interface LoaderTexts {
  open: string
  close: string
  unreachable: string
  retry: string
}

const zhCN: LoaderTexts = {
  open: '联系客服',
  close: '收起',
  unreachable: '暂时连接不上客服',
  retry: '重试',
}

const zhTW: LoaderTexts = {
  open: '聯絡客服',
  close: '收合',
  unreachable: '暫時無法連上客服',
  retry: '重試',
}

const en: LoaderTexts = {
  open: 'Contact us',
  close: 'Close',
  unreachable: 'We cannot be reached right now',
  retry: 'Try again',
}

/** The few words of the launcher; the frame brings its own. */
export const loaderTexts = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }

/** Those of an agent's invitation; only the loader's third part carries them. */
export const invitationTexts = {
  'zh-CN': { label: '客服邀请您咨询', accept: '开始咨询', decline: '不用了' },
  'zh-TW': { label: '客服邀請您諮詢', accept: '開始諮詢', decline: '不用了' },
  en: { label: 'An agent invites you to chat', accept: 'Chat now', decline: 'No, thanks' },
}
